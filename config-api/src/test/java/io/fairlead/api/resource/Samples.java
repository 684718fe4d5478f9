package io.fairlead.api.resource;

import static io.fairlead.api.resource.Bodies.base64;
import static io.fairlead.api.resource.Bodies.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.schema.ResourceSchema;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/// Valid bodies of every resource type and source kind, and what becomes of them when changed here
/// and there.
final class Samples {
  /// A body and its type.
  ///
  /// @param schema the type
  /// @param name the resource's name
  /// @param body valid
  record Sample(ResourceSchema schema, String name, ObjectNode body) {}

  private static final String KEY = "MCowBQYDK2VwAyEAwIt65Wci5UWc9oquh2pyR/30hLX8Wrgn6pQ1vgcMoKw=";

  static final List<Sample> ALL =
      List.of(
          flux(
              "'gitRepository':{'url':'https://git.example.com/apps','repositoryRef':{'branch':'main'},'httpsUser':'u','httpsCACert':'"
                  + base64(Bodies.PEM_CERTIFICATE)
                  + "'},'waitForReconciliation':true,'reconciliationWaitDuration':'PT5M','kustomizations':{'infra':{'prune':true},'apps':{'path':'./apps','dependsOn':['infra'],'retryIntervalInSeconds':60,'postBuild':{'substitute':{'env':'prod'},'substituteFrom':[{'kind':'ConfigMap','name':'values'}]},'additionalConfigurations':{'decryption':{'provider':'sops'}}}}"),
          flux(
              "'scope':'namespace','namespace':'team','gitRepository':{'url':'git@git.example.com:org/apps','repositoryRef':{'tag':'v1'},'sshKnownHosts':'"
                  + base64(Bodies.KNOWN_HOSTS)
                  + "'},'configurationProtectedSettings':{'sshPrivateKey':'"
                  + base64(Bodies.PEM_KEY)
                  + "'}"),
          flux(
              "'sourceKind':'Bucket','bucket':{'url':'https://minio.example.com','bucketName':'flux','accessKey':'k'},'kustomizations':{'apps':{}}"),
          flux(
              "'sourceKind':'AzureBlob','azureBlob':{'url':'https://acc.blob.example.com','containerName':'flux','accountKey':'k'}"),
          flux(
              "'sourceKind':'OCIRepository','ociRepository':{'url':'oci://ghcr.example.com/org/app','layerSelector':{},'verify':{'provider':'cosign'}}"),
          new Sample(
              SourceControlConfigurationSchema.SCHEMA,
              "cluster-config",
              json(
                  "{'properties':{'repositoryUrl':'ssh://git@git.example.com/apps','operatorParams':'--git-branch=main','enableHelmOperator':true,'sshKnownHostsContents':'"
                      + base64(Bodies.KNOWN_HOSTS)
                      + "'}}")),
          new Sample(
              ConnectedClusterSchema.SCHEMA,
              "edge-1",
              json(
                  "{'location':'westeurope','tags':{'team':'edge'},'identity':{'type':'SystemAssigned'},'properties':{'agentPublicKeyCertificate':'"
                      + KEY
                      + "','distribution':'k3s','arcAgentProfile':{'agentAutoUpgrade':'Enabled'}}}")),
          new Sample(
              ResourceGroupSchema.SCHEMA,
              "rg",
              json("{'location':'westeurope','tags':{'a':'b'}}")));

  private Samples() {}

  /// A sample whose body is changed in up to four places.
  static Arbitrary<Sample> mutated() {
    return Arbitraries.randomValue(
        random -> {
          var sample = ALL.get(random.nextInt(ALL.size()));
          return new Sample(sample.schema(), sample.name(), mutate(sample, random));
        });
  }

  /// A patch for a sample: part of a changed body, nulls and all.
  static ObjectNode patch(Sample sample, Random random) {
    var changed = mutate(sample, random);
    var patch = json("{}");
    changed.properties().stream()
        .filter(_ -> random.nextBoolean())
        .forEach(entry -> patch.set(entry.getKey(), entry.getValue()));
    return patch;
  }

  private static ObjectNode mutate(Sample sample, Random random) {
    return new Mutations(random).mutate(sample.schema().body(), sample.body());
  }

  private static Sample flux(String properties) {
    return new Sample(
        FluxConfigurationSchema.SCHEMA, "baseline", json("{'properties':{" + properties + "}}"));
  }
}
