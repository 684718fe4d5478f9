package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.language.definition.Effect;
import io.fairlead.policy.language.definition.Mode;
import io.fairlead.policy.language.definition.PolicyType;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.resource.EvaluationContext;
import io.fairlead.policy.language.resource.ResourceView;
import io.fairlead.policy.language.template.DeployedResource;
import io.fairlead.policy.language.template.SecretReference;
import io.fairlead.policy.language.value.Values;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A whole definition from reading to deploying.
class OwnDefinitionTest {
  private static final JsonNode DEFINITION = Cases.resource("own/edge-baseline.json");
  private static final String URL = "https://git.example/edge";
  private static final ResourceId SHIP =
      ResourceId.cluster("s-1", "fleet", "Microsoft.Kubernetes/connectedClusters", "ship-1");
  private static final EvaluationContext CONTEXT =
      EvaluationContext.at(Instant.parse("2026-11-28T12:00:00Z"));

  @Test
  void aDefinitionTellsWhatItIs() {
    // When
    PolicyDefinition definition = PolicyDefinition.parse(DEFINITION).orThrow();
    // Then
    assertThat(definition.heading().displayName()).isEqualTo("Baseline for clusters of one ring");
    assertThat(definition.heading().policyType()).isEqualTo(PolicyType.CUSTOM);
    assertThat(definition.heading().mode()).isEqualTo(Mode.INDEXED);
    assertThat(definition.heading().metadata().path("version").asText()).isEqualTo("2.0.0");
    assertThat(definition.parameters()).extracting("name").startsWith("ring", "url", "branch");
  }

  @Test
  void aClusterOfTheRingMatches() {
    // Given
    BoundPolicy policy = bound("{}");
    // When
    boolean matches = policy.matches(ship(Map.of("Ring", "WIDE")), CONTEXT);
    // Then
    assertThat(matches).isTrue();
  }

  @Test
  void aClusterThatIsRetaggedDoesNotMatchAnyMore() {
    // Given
    BoundPolicy policy = bound("{}");
    // When
    boolean matches = policy.matches(ship(Map.of("ring", "canary")), CONTEXT);
    // Then
    assertThat(matches).isFalse();
  }

  @Test
  void aClusterThatOptsOutDoesNotMatch() {
    // Given
    BoundPolicy policy = bound("{}");
    // When
    boolean matches = policy.matches(ship(Map.of("ring", "wide", "fairlead-skip", "")), CONTEXT);
    // Then
    assertThat(matches).isFalse();
  }

  @Test
  void itDeploysTheWholeConfigurationWithTheSecretLeftWhereItIs() {
    // Given
    BoundPolicy policy = bound("{}");
    // When
    List<DeployedResource> resources = policy.deployment(ship(Map.of("ring", "wide")), CONTEXT);
    // Then
    assertThat(resources)
        .containsExactly(
            new DeployedResource(
                SHIP.extension(
                    "Microsoft.KubernetesConfiguration/fluxConfigurations", "baseline-wide"),
                Samples.json(
                    """
                    {'scope': 'cluster', 'namespace': 'ns-ship-1', 'sourceKind': 'GitRepository',
                     'gitRepository': {'url': 'https://git.example/edge',
                       'syncIntervalInSeconds': 300, 'repositoryRef': {'branch': 'main'}},
                     'configurationProtectedSettings': {},
                     'kustomizations': {
                       'k-base': {'path': './base', 'prune': true},
                       'k-apps': {'path': './apps', 'prune': true, 'dependsOn': ['k-base']}}}
                    """),
                Map.of(
                    JsonPointer.compile("/configurationProtectedSettings/sshPrivateKey"),
                    new SecretReference("keys", "ssh-wide", null))));
  }

  @Test
  void theSameQuestionHasTheSameAnswer() {
    // Given
    BoundPolicy policy = bound("{}");
    ResourceView ship = ship(Map.of("ring", "wide"));
    // When
    List<DeployedResource> again = policy.deployment(ship, CONTEXT);
    // Then
    assertThat(again).isEqualTo(policy.deployment(ship, CONTEXT));
  }

  @Test
  void onlyTheNamedConfigurationOfTheClusterIsRelated() {
    // Given
    BoundPolicy policy = bound("{}");
    ResourceView ship = ship(Map.of("ring", "wide"));
    // When
    RelatedResources related = policy.related(ship, CONTEXT);
    // Then
    assertThat(related.include(configuration(SHIP, "Baseline-Wide", URL, 300))).isTrue();
    assertThat(related.include(configuration(SHIP, "other", URL, 300))).isFalse();
    ResourceId other = ResourceId.cluster("s-1", "fleet", SHIP.type(), "ship-2");
    assertThat(related.include(configuration(other, "baseline-wide", URL, 300))).isFalse();
  }

  @Test
  void theExistenceConditionLooksAtBothResources() {
    // Given
    BoundPolicy policy = bound("{}");
    ResourceView ship = ship(Map.of("ring", "wide"));
    // When
    List<Boolean> holds =
        List.of(
            policy.existenceHolds(configuration(SHIP, "baseline-wide", URL, 60), ship, CONTEXT),
            policy.existenceHolds(configuration(SHIP, "baseline-wide", URL, 600), ship, CONTEXT),
            policy.existenceHolds(configuration(SHIP, "baseline-wide", "x", 60), ship, CONTEXT));
    // Then
    assertThat(holds).containsExactly(true, false, false);
  }

  @Test
  void aParameterChoosesTheEffect() {
    // When
    BoundPolicy policy = bound("{'effect': {'value': 'AuditIfNotExists'}}");
    // Then
    assertThat(policy.effect()).isEqualTo(Effect.AUDIT_IF_NOT_EXISTS);
    assertThat(catchThrowable(() -> policy.deployment(ship(Map.of()), CONTEXT)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDeploymentThatCannotBeMadeSaysWhereAndWhy() {
    // Given
    BoundPolicy policy = bound("{'interval': {'value': 5}}");
    // When
    EvaluationException error =
        catchThrowableOfType(
            EvaluationException.class,
            () -> policy.deployment(ship(Map.of("ring", "wide")), CONTEXT));
    // Then
    assertThat(error)
        .hasMessage(
            "policyRule.then.details.deployment.properties.parameters.interval.value: expected a"
                + " number of at least 60 for the parameter interval, found 5");
  }

  @Test
  void whatWasReadDoesNotChangeWithItsSource() {
    // Given
    ObjectNode source = DEFINITION.deepCopy();
    PolicyDefinition definition = PolicyDefinition.parse(source).orThrow();
    // When
    ((ObjectNode) source.at("/properties/policyRule/if")).removeAll();
    // Then
    BoundPolicy policy =
        definition.bind(Samples.json("{'url': {'value': 'x'}}"), Samples.POLICY).orThrow();
    assertThat(policy.matches(ship(Map.of("ring", "canary")), CONTEXT)).isFalse();
  }

  private static BoundPolicy bound(String parameters) {
    ObjectNode given = (ObjectNode) Samples.json(parameters);
    given.putObject("url").put("value", URL);
    return PolicyDefinition.parse(DEFINITION).orThrow().bind(given, Samples.POLICY).orThrow();
  }

  private static ResourceView ship(Map<String, String> tags) {
    return ResourceView.of(SHIP, "westeurope", tags);
  }

  private static ResourceView configuration(
      ResourceId cluster, String name, String url, int interval) {
    ObjectNode body = Values.object();
    ObjectNode properties = body.putObject("properties");
    properties.put("namespace", "ns-ship-1").put("provisioningState", "Succeeded");
    properties.putObject("gitRepository").put("url", url).put("syncIntervalInSeconds", interval);
    return new ResourceView(
        cluster.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", name), body);
  }
}
