package io.fairlead.api.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.preview.Deadline;
import io.fairlead.api.preview.Draft;
import io.fairlead.api.preview.Previewer;
import io.fairlead.api.preview.WriteRules;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.PolicySamples;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.policy.evaluation.PolicySet;
import io.fairlead.store.Connectivity;
import io.fairlead.store.FleetView.FleetCluster;
import io.fairlead.store.FleetView.FleetPage;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a preview costs at most.
class PreviewRunTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int REFERENCES = 1_000;
  private static final PolicyId DRAFT = PolicyId.parse(PolicySamples.ASSIGNMENTS + "draft");
  private static final PolicySet AUDITS = audits();

  /// The clusters as they were read.
  private record Read(List<FleetCluster> clusters, Optional<String> next) implements FleetPage {}

  /// An initiative that has the audit of configurations many times.
  private static PolicySet audits() {
    PolicyId definition = PolicyId.parse(PolicySamples.PROVIDER + "policyDefinitions/audit");
    ObjectNode initiative = JsonNodeFactory.instance.objectNode();
    var references = initiative.putArray("policyDefinitions");
    IntStream.range(0, REFERENCES)
        .forEach(
            i ->
                references
                    .addObject()
                    .put("policyDefinitionReferenceId", "r" + i)
                    .put("policyDefinitionId", definition.toString()));
    JsonNode audit =
        Json.readTree(PolicySamples.AUDIT.getBytes(StandardCharsets.UTF_8)).path("properties");
    return PolicySet.EMPTY.with(
        List.of(
            state(definition, audit),
            state(
                PolicyId.parse(PolicySamples.PROVIDER + "policySetDefinitions/audits"),
                initiative)),
        List.of());
  }

  private static PolicyState state(PolicyId id, JsonNode properties) {
    return new PolicyState(id, UUID.randomUUID(), 1, 0, properties, NOW);
  }

  private static ResourceId id(int number) {
    return ResourceId.cluster(
        ApiUnderTest.SUBSCRIPTION,
        "fleet",
        "Microsoft.Kubernetes/connectedClusters",
        "c%03d".formatted(number));
  }

  private static FleetCluster cluster(int number, int configurations) {
    ResourceId id = id(number);
    return new FleetCluster(
        new ClusterState(id, UUID.randomUUID(), 1, 0, "westeurope", Map.of(), "key", NOW),
        Connectivity.State.Connected,
        NOW,
        IntStream.range(0, configurations)
            .mapToObj(
                i ->
                    new ConfigurationState(
                        id.extension(
                            "Microsoft.KubernetesConfiguration/fluxConfigurations", "f" + i),
                        UUID.randomUUID(),
                        1,
                        0,
                        Lifecycle.Active,
                        JsonNodeFactory.instance.objectNode().put("suspend", false),
                        NOW,
                        null))
            .toList());
  }

  private static Read fleet(int clusters) {
    return new Read(
        IntStream.range(0, clusters).mapToObj(i -> cluster(i, 0)).toList(), Optional.of("after"));
  }

  private static PreviewRun run(LongSupplier nanos, boolean counting) {
    JsonNode draft =
        JsonNodeFactory.instance
            .objectNode()
            .put("policyDefinitionId", PolicySamples.PROVIDER + "policySetDefinitions/audits");
    var deadline = new Deadline(Duration.ofSeconds(10), nanos);
    var rules = new WriteRules(new DeploymentRules(), SecretProvider.NONE, SecretHandover.NONE);
    return new PreviewRun(
        DRAFT,
        new Previewer(Draft.of(AUDITS, DRAFT, UUID.randomUUID(), 1, draft, NOW), rules, deadline),
        deadline,
        counting);
  }

  /// Takes clusters in, and looks at all of them.
  private static void look(PreviewRun run, FleetPage fleet) {
    run.take(fleet);
    boolean done = false;
    while (!done) {
      done = run.step();
    }
  }

  private static JsonNode end(PreviewRun run) {
    return Json.readTree(run.end(key -> "after " + key));
  }

  private static List<String> shown(JsonNode answer) {
    return answer.path("value").valueStream().map(c -> c.path("resourceId").asText()).toList();
  }

  @Test
  void aPageEndsWithTheClusterThatBringsItToTwentyThousandAssessments() {
    // Given
    PreviewRun run = run(() -> 0, false);

    // When
    look(run, fleet(25));

    // Then
    JsonNode answer = end(run);
    assertThat(shown(answer))
        .hasSize(PreviewPage.MOST_ASSESSMENTS / REFERENCES)
        .endsWith(id(19).toString());
    assertThat(answer.path("nextLink").asText()).isEqualTo("after " + id(19).key());
    assertThat(answer.has("totals")).isFalse();
  }

  @Test
  void theTotalsCountWhatNoLongerFitsOnThePageAndWhatFollows() {
    // Given
    PreviewRun run = run(() -> 0, true);

    // When
    look(run, fleet(25));
    look(run, fleet(10));

    // Then
    JsonNode answer = end(run);
    assertThat(shown(answer)).hasSize(20);
    assertThat(answer.path("nextLink").asText()).isEqualTo("after " + id(19).key());
    assertThat(answer.at("/totals/clusters").asInt()).isEqualTo(35);
  }

  @Test
  void aStepEndsBeforeAllClustersAreLookedAt() {
    // Given
    PreviewRun run = run(() -> 0, true);
    run.take(fleet(21));

    // When
    boolean done = run.step();

    // Then
    assertThat(done).isFalse();
    assertThat(run.step()).isTrue();
  }

  @Test
  void aPageThatIsNotFullGoesOnWhereTheDatabaseDoes() {
    // Given
    PreviewRun run = run(() -> 0, false);

    // When
    look(run, fleet(3));

    // Then
    assertThat(end(run).path("nextLink").asText()).isEqualTo("after after");
  }

  @Test
  void ofASingleClusterWithTooMuchThePageSaysHowMuchItLeavesOut() {
    // Given
    PreviewRun run = run(() -> 0, true);

    // When
    look(run, new Read(List.of(cluster(0, 29), cluster(1, 0)), Optional.empty()));

    // Then
    JsonNode answer = end(run);
    assertThat(shown(answer)).containsExactly(id(0).toString());
    assertThat(answer.at("/value/0/policies")).hasSize(PreviewPage.MOST_ASSESSMENTS);
    assertThat(answer.at("/value/0/leftOut"))
        .hasToString("{\"policies\":10000,\"configurations\":0,\"changes\":0}");
    assertThat(answer.at("/totals/audited/nonCompliant").asInt()).isEqualTo(29 * REFERENCES);
    assertThat(answer.at("/totals/clusters").asInt()).isEqualTo(2);
  }

  @Test
  void aPageThatTakesTooLongSaysHowFarItCameAndWhatToDo() {
    // Given
    AtomicLong millis = new AtomicLong();
    PreviewRun run = run(() -> Duration.ofMillis(millis.getAndIncrement()).toNanos(), true);

    // When
    ArmException refused = catchThrowableOfType(ArmException.class, () -> look(run, fleet(25)));

    // Then
    assertThat(refused.error().code()).isEqualTo(ArmErrorCode.PreviewTooLarge);
    assertThat(refused.error().message())
        .contains("in 10 seconds its page was not done", "9 clusters", "99", "'$top'")
        .endsWith("Nothing was changed.");
  }

  @Test
  void totalsThatTakeTooLongSayHowFarTheyCameAndWhatToDo() {
    // Given
    AtomicLong millis = new AtomicLong();
    PreviewRun run = run(() -> Duration.ofMillis(millis.getAndIncrement()).toNanos(), true);
    look(run, fleet(5));

    // When
    ArmException refused = catchThrowableOfType(ArmException.class, () -> look(run, fleet(25)));

    // Then
    assertThat(refused.error().code()).isEqualTo(ArmErrorCode.PreviewTooLarge);
    assertThat(refused.error().message())
        .contains("the totals of its scope were not counted", "9 clusters", "a resource group")
        .doesNotContain("$top");
  }
}
