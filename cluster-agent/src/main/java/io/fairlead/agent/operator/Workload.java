package io.fairlead.agent.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.ObjectRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A deployment of one pod with one container: the form that all parts of an operator have.
///
/// There is never a second pod, not even during an update, because two operators would undo each
/// other's work.
///
/// @param ref of the deployment
/// @param labels of the pod and the deployment
/// @param annotations of the pod
/// @param account the service account; null for a pod that has no business with the cluster
record Workload(
    ObjectRef ref,
    PartLabels labels,
    Map<String, String> annotations,
    @Nullable String account,
    Container container) {
  DesiredObject render() {
    var body = JsonNodeFactory.instance.objectNode();
    body.putObject("metadata").set("labels", labels.render());
    var spec = body.putObject("spec").put("replicas", 1).put("revisionHistoryLimit", 2);
    spec.putObject("strategy").put("type", "Recreate");
    spec.putObject("selector").set("matchLabels", labels.render());
    var template = spec.putObject("template");
    var metadata = template.putObject("metadata");
    metadata.set("labels", labels.render());
    if (!annotations.isEmpty()) {
      annotations.forEach(metadata.putObject("annotations")::put);
    }
    addPod(template.putObject("spec"));
    return new DesiredObject(ref, body);
  }

  private void addPod(ObjectNode pod) {
    if (account != null) {
      pod.put("serviceAccountName", account);
    }
    pod.put("automountServiceAccountToken", account != null);
    pod.putObject("nodeSelector").put("kubernetes.io/os", "linux");
    pod.put("restartPolicy", "Always");
    pod.putArray("containers").add(container.render());
    if (!container.mounts().isEmpty()) {
      var volumes = pod.putArray("volumes");
      container.mounts().forEach(mount -> volumes.add(mount.renderVolume()));
    }
  }
}
