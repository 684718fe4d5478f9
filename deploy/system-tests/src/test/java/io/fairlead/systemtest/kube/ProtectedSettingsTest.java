package io.fairlead.systemtest.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.KubeCluster;
import io.fairlead.systemtest.user.Bodies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A protected setting reaches the cluster, and nobody else can read it.
@ScenarioTest
@NeedsRealApiServer
class ProtectedSettingsTest {
  private static final String V1 = "Microsoft.KubernetesConfiguration/sourceControlConfigurations";

  private static KubeCluster cluster;

  @BeforeAll
  static void start(World world) {
    cluster = world.fleet().kube(ProtectedSettingsTest.class);
  }

  @Test
  void reachesTheSecretOfTheClusterAndNoFileOfTheHub(World world) throws IOException {
    // Given
    String canary = "canary-" + UUID.randomUUID();
    // When
    String created =
        world.user().put(cluster.flux("private"), body(canary, "./apps")).expect(201).toString();
    // Then
    ResourceId id = cluster.flux("private");
    cluster.awaitCompliant(id);
    assertThat(decoded(secretInApps("private-auth")))
        .containsEntry("username", "robot")
        .containsEntry("password", canary);
    assertThat(protectedSecrets())
        .anySatisfy(secret -> assertThat(decoded(secret)).containsEntry("httpsKey", canary));
    assertThat(created + world.user().get(id)).doesNotContain(canary, base64(canary));
    assertThat(filesWith(world.hub().directory(), canary)).isEmpty();
    assertThat(Files.readString(cluster.agent().log())).doesNotContain(canary);
  }

  @Test
  void isKeptWhenLeftOutAndGoesWhenNull(World world) {
    // Given
    ResourceId id = cluster.flux("kept");
    world.user().put(id, body("first", "./one")).expect(201);
    cluster.awaitCompliant(id);
    ObjectNode without = body("first", "./two");
    without.withObject("/properties").remove("configurationProtectedSettings");
    // When
    world.user().put(id, without).expect(200);
    // Then
    await("the other path is in the cluster")
        .atMost(World.SOON)
        .until(
            () ->
                cluster.objects().text("Kustomization kept-main", "spec", "path").equals("./two"));
    assertThat(decoded(secretInApps("kept-auth"))).containsEntry("password", "first");
    // When
    ObjectNode removed = cluster.body("./three");
    removed.withObject("/properties").putNull("configurationProtectedSettings");
    world.user().put(id, removed).expect(200);
    // Then
    await("the secrets are gone")
        .atMost(World.SOON)
        .untilAsserted(
            () -> {
              assertThat(cluster.objects().has("Secret kept-auth"))
                  .as(world.user().get(id).toString())
                  .isFalse();
              assertThat(protectedSecrets())
                  .extracting(secret -> secret.getMetadata().getName())
                  .noneMatch(name -> name.contains("kept"));
            });
  }

  @Test
  void reachesTheOperatorOfAV1Configuration(World world) {
    // Given
    String canary = "canary-" + UUID.randomUUID();
    String unique = cluster.server().namespace();
    String namespace = "v1s-" + unique.substring(unique.lastIndexOf('-') + 1);
    cluster.server().alsoRemoveNamespace(namespace);
    ObjectNode body = Bodies.sourceControl("apps");
    ObjectNode properties = body.withObject("/properties").put("operatorNamespace", namespace);
    properties
        .putObject("configurationProtectedSettings")
        .put("httpsUser", base64("robot"))
        .put("httpsKey", base64(canary));
    // When
    world.user().put(cluster.id().extension(V1, "legacy-secret"), body).expect(201);
    // Then
    await("a secret of the operator's namespace has it")
        .atMost(World.SOON)
        .untilAsserted(
            () ->
                assertThat(
                        cluster
                            .server()
                            .client()
                            .secrets()
                            .inNamespace(namespace)
                            .list()
                            .getItems())
                    .anySatisfy(secret -> assertThat(decoded(secret).toString()).contains(canary)));
  }

  private static ObjectNode body(String key, String path) {
    ObjectNode body = cluster.body(path);
    body.withObject("/properties/gitRepository").put("httpsUser", "robot");
    body.withObject("/properties/configurationProtectedSettings").put("httpsKey", base64(key));
    return body;
  }

  private static Secret secretInApps(String name) {
    return cluster.server().client().secrets().inNamespace(cluster.apps()).withName(name).require();
  }

  private static List<Secret> protectedSecrets() {
    return cluster
        .server()
        .client()
        .secrets()
        .inNamespace(cluster.server().namespace())
        .list()
        .getItems()
        .stream()
        .filter(secret -> secret.getMetadata().getName().endsWith("-protected"))
        .filter(secret -> decoded(secret).containsKey("httpsKey"))
        .toList();
  }

  private static Map<String, String> decoded(Secret secret) {
    return secret.getData().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    new String(
                        Base64.getDecoder().decode(entry.getValue()), StandardCharsets.UTF_8)));
  }

  /// The files in which a text is found as it is, or in base64.
  private static List<Path> filesWith(Path directory, String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (content.contains(text) || content.contains(base64(text))) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
