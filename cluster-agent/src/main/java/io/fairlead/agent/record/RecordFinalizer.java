package io.fairlead.agent.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;

/// Keeps a record until its objects are cleaned up, and one that was deleted by hand until the
/// agent has seen it.
public final class RecordFinalizer {
  /// Its name.
  public static final String NAME = "fairlead.io/clean-up";

  private RecordFinalizer() {}

  /// Takes it off a record that is leaving, as that was seen: by the time the call arrives, the
  /// name may be another record's. It is no fault when the record is gone.
  ///
  /// @throws KubernetesClientException a conflict when it is another one by now, or was changed
  public static void takeOff(KubernetesClient client, ConfigRecord leaving) {
    if (!leaving.hasFinalizer(NAME)) {
      return;
    }
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", leaving.getMetadata().getResourceVersion());
    ArrayNode others = metadata.putArray("finalizers");
    leaving.getFinalizers().stream().filter(name -> !name.equals(NAME)).forEach(others::add);
    try {
      var _ =
          client.resource(leaving).patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }
}
