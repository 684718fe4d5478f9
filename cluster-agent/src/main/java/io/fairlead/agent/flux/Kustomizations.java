package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.contract.flux.AdditionRules;
import java.util.List;

/// What of the source is applied, as Flux's Kustomizations. All of them act in the name of the
/// configuration's service account, on the source in their own namespace.
record Kustomizations(Names names, Scope scope, ObjectRef source, boolean suspend) {
  private static final String PART = "kustomizations";

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
    Additions.add(spec, given, additions());
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

  private AdditionRules additions() {
    return switch (scope) {
      case CLUSTER -> AdditionRules.OF_KUSTOMIZATION;
      case NAMESPACE -> AdditionRules.ofKustomizationIn(names.namespace());
    };
  }
}
