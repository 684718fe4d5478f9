package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.policy.language.definition.Effect;
import io.fairlead.policy.language.resource.ResourceView;
import io.fairlead.policy.language.template.DeployedResource;
import io.fairlead.policy.language.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The definitions as Azure publishes them, unmodified, where they lie beside the repository.
class PublishedDefinitionsTest {
  /// Tests run in the module's folder.
  private static final Path FOLDER = Path.of("..", "..", "shared/fixtures/policy-definitions");

  private static final ResourceId MANAGED =
      ResourceId.cluster("s-2", "land", "Microsoft.ContainerService/managedClusters", "aks-1");

  static Stream<Arguments> expectations() {
    return Cases.resource("published/expected.json")
        .valueStream()
        .map(each -> Arguments.of(each.path("name").asText(), each));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectations")
  void itConcernsBothKindsOfClustersAndNothingElse(String name, JsonNode each) {
    // Given
    BoundPolicy policy = bound(each);
    ResourceView configuration =
        view(Samples.CLUSTER_ID.extension("Microsoft.KubernetesConfiguration/x", "y"));
    // When
    List<Boolean> matches =
        Stream.of(view(Samples.CLUSTER_ID), view(MANAGED), configuration)
            .map(resource -> policy.matches(resource, Samples.CONTEXT))
            .toList();
    // Then
    assertThat(matches).containsExactly(true, true, false);
    assertThat(policy.effect()).isEqualTo(Effect.DEPLOY_IF_NOT_EXISTS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectations")
  void itDeploysOneConfigurationToAConnectedCluster(String name, JsonNode each) {
    // Given
    BoundPolicy policy = bound(each);
    // When
    List<DeployedResource> resources = policy.deployment(view(Samples.CLUSTER_ID), Samples.CONTEXT);
    // Then
    checkDeployed(resources, Samples.CLUSTER_ID, each);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectations")
  void itDeploysOneConfigurationToAManagedCluster(String name, JsonNode each) {
    // Given
    BoundPolicy policy = bound(each);
    // When
    List<DeployedResource> resources = policy.deployment(view(MANAGED), Samples.CONTEXT);
    // Then
    checkDeployed(resources, MANAGED, each);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectations")
  void whatItDeploysSatisfiesItsExistenceCondition(String name, JsonNode each) {
    // Given
    BoundPolicy policy = bound(each);
    ResourceView cluster = view(Samples.CLUSTER_ID);
    ResourceView deployed = deployed(policy, cluster);
    // When
    boolean holds = policy.existenceHolds(deployed, cluster, Samples.CONTEXT);
    // Then
    assertThat(policy.related(cluster, Samples.CONTEXT).include(deployed)).isTrue();
    assertThat(holds).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expectations")
  void aConfigurationFromElsewhereDoesNot(String name, JsonNode each) {
    // Given
    BoundPolicy policy = bound(each);
    ResourceView cluster = view(Samples.CLUSTER_ID);
    ResourceView deployed = deployed(policy, cluster);
    JsonNode elsewhere =
        Json.readTree(
            deployed
                .top("properties")
                .toString()
                .replaceAll("https://[^\"]*", "https://elsewhere.example")
                .getBytes(StandardCharsets.UTF_8));
    ResourceView other =
        new ResourceView(deployed.id(), Values.object().set("properties", elsewhere));
    // When
    boolean holds = policy.existenceHolds(other, cluster, Samples.CONTEXT);
    // Then
    assertThat(holds).isFalse();
  }

  private static void checkDeployed(
      List<DeployedResource> resources, ResourceId cluster, JsonNode expected) {
    assertThat(resources).hasSize(1);
    DeployedResource resource = resources.getFirst();
    assertThat(resource.id())
        .isEqualTo(
            cluster.extension(
                "Microsoft.KubernetesConfiguration/" + expected.path("type").asText(), "baseline"));
    assertThat(resource.properties()).isEqualTo(expected.path("properties"));
    assertThat(secrets(resource))
        .isEqualTo(
            expected
                .path("secrets")
                .propertyStream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().asText())));
  }

  /// Each as `vault/name`, by where it belongs.
  private static Map<String, String> secrets(DeployedResource resource) {
    return resource.secrets().entrySet().stream()
        .collect(
            Collectors.toMap(
                each -> each.getKey().toString(),
                each -> each.getValue().vaultName() + "/" + each.getValue().secretName()));
  }

  private static ResourceView view(ResourceId id) {
    return ResourceView.of(id, "westeurope", Map.of());
  }

  private static ResourceView deployed(BoundPolicy policy, ResourceView cluster) {
    DeployedResource resource = policy.deployment(cluster, Samples.CONTEXT).getFirst();
    ObjectNode body = Values.object();
    body.set(
        "properties",
        ((ObjectNode) resource.properties().deepCopy()).put("provisioningState", "Succeeded"));
    return new ResourceView(resource.id(), body);
  }

  private static BoundPolicy bound(JsonNode each) {
    Path file = FOLDER.resolve(each.path("name").asText() + ".json");
    assumeTrue(Files.exists(file), () -> "the published definitions are not beside the repository");
    try {
      return PolicyDefinition.parse(Json.readTree(Files.readAllBytes(file)))
          .orThrow()
          .bind(each.path("given"), Samples.POLICY)
          .orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
