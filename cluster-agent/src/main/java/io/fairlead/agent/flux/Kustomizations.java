package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ObjectRef;
import java.util.List;
import java.util.Map;

/// What of the source is applied, as Flux's Kustomizations. All of them act in the name of the
/// configuration's service account, on the source in their own namespace.
record Kustomizations(Names names, Scope scope, ObjectRef source, boolean suspend) {
  private static final String PART = "kustomizations";

  private static final Additions ADDITIONS =
      new Additions(Map.of())
          .saidBy("interval", "syncIntervalInSeconds")
          .saidBy("retryInterval", "retryIntervalInSeconds")
          .saidBy("timeout", "timeoutInSeconds")
          .saidBy("path", "path")
          .saidBy("prune", "prune")
          .saidBy("force", "force")
          .saidBy("wait", "wait")
          .saidBy("dependsOn", "dependsOn")
          .saidBy("postBuild", "postBuild")
          .without("suspend", "the configuration's own 'suspend' says it")
          .without("sourceRef", "the source is the configuration's own")
          .without("serviceAccountName", "it would undo the configuration's 'scope'");

  /// All of them, each after those that it depends on, else as given.
  List<DesiredObject> of(Block properties) {
    Block all = properties.block(PART);
    return Dependencies.of(all).inOrder().stream().map(key -> object(all, key)).toList();
  }

  private DesiredObject object(Block all, String key) {
    Block given = all.block(key);
    long interval = given.seconds("syncIntervalInSeconds");
    ObjectNode spec =
        Spec.empty()
            .put("interval", GoDuration.of(interval))
            .put("retryInterval", GoDuration.of(given.seconds("retryIntervalInSeconds", interval)))
            .put("timeout", GoDuration.of(given.seconds("timeoutInSeconds")))
            .put("path", given.text("path", "./"))
            .put("prune", given.flag("prune", false))
            .put("force", given.flag("force", false))
            .put("wait", given.flag("wait", true))
            .put("suspend", suspend)
            .put("serviceAccountName", names.serviceAccount().name());
    spec.putObject("sourceRef").put("kind", source.kind().name()).put("name", source.name());
    var needs = given.texts("dependsOn");
    if (!needs.isEmpty()) {
      var written = spec.putArray("dependsOn");
      needs.forEach(need -> written.addObject().put("name", names.kustomization(need).name()));
    }
    if (given.has("postBuild")) {
      postBuild(spec.putObject("postBuild"), given.block("postBuild"));
    }
    additions(given).addTo(spec, given);
    return new DesiredObject(names.kustomization(key), Spec.body(spec));
  }

  private static void postBuild(ObjectNode postBuild, Block given) {
    if (given.has("substitute")) {
      Block values = given.block("substitute");
      ObjectNode written = postBuild.putObject("substitute");
      values.names().forEach(name -> written.put(name, values.text(name, "")));
    }
    var from = given.blocks("substituteFrom");
    if (!from.isEmpty()) {
      var written = postBuild.putArray("substituteFrom");
      from.forEach(
          reference ->
              written
                  .addObject()
                  .put("kind", reference.required("kind"))
                  .put("name", reference.required("name"))
                  .put("optional", reference.flag("optional", false)));
    }
  }

  /// Whoever may act on the whole cluster may name other namespaces and other clusters.
  private Additions additions(Block given) {
    return switch (scope) {
      case CLUSTER -> ADDITIONS;
      case NAMESPACE -> {
        Block additional = given.block("additionalConfigurations");
        String target = additional.text("targetNamespace");
        if (target != null && !target.equals(names.namespace())) {
          throw new InvalidConfigurationException(
              "'%s' must be %s: the configuration's 'scope' is namespace."
                  .formatted(additional.pathOf("targetNamespace"), names.namespace()));
        }
        yield ADDITIONS.without("kubeConfig", "the configuration's 'scope' is namespace");
      }
    };
  }
}
