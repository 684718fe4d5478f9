package io.fairlead.api.preview;

import static io.fairlead.contract.protocol.ProtocolLimits.MAX_CONFIGURATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.handler.DeploymentRules;
import io.fairlead.api.preview.ConfigurationPreview.Action;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.PolicySamples;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.policy.evaluation.Assessment;
import io.fairlead.policy.evaluation.Assessment.Deploys;
import io.fairlead.policy.evaluation.Assessments;
import io.fairlead.policy.evaluation.KnownCluster;
import io.fairlead.policy.evaluation.PolicySet;
import io.fairlead.policy.evaluation.planning.PlannedConfiguration;
import io.fairlead.store.Connectivity;
import io.fairlead.store.DeploymentCheck;
import io.fairlead.store.DeploymentTrial;
import io.fairlead.store.FleetView.FleetCluster;
import io.fairlead.store.secret.Secret;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What would become of one cluster and its configurations.
class PreviewerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final PolicyId DRAFT = PolicyId.parse(PolicySamples.ASSIGNMENTS + "draft");
  private static final SecretProvider SECRETS =
      _ -> new SecretProvider.Answer.Found(new Secret("cHJpdmF0ZQ=="));
  private static final WriteRules RULES =
      new WriteRules(new DeploymentRules(), SecretProvider.NONE, SecretHandover.NONE);

  /// Deploys the same under two names.
  private static final String TWO =
      PolicySamples.DEPLOY
          .replace("\"name\": \"baseline\",", "\"name\": \"[concat('baseline', copyIndex())]\",")
          .replace(
              "\"resources\": [{", "\"resources\": [{\"copy\": {\"name\": \"two\", \"count\": 2},");

  private static final ClusterState CLUSTER =
      new ClusterState(
          ResourceId.cluster(
              ApiUnderTest.SUBSCRIPTION, "fleet", "Microsoft.Kubernetes/connectedClusters", "a"),
          UUID.randomUUID(),
          1,
          0,
          "westeurope",
          Map.of("stage", "edge"),
          "key",
          NOW);

  /// Remembers what is foreseen.
  private static final class Foreseen implements PreviewListener {
    private final List<ConfigurationPreview> configurations = new ArrayList<>();

    @Override
    public void assessed(Assessment assessment) {
      // What is foreseen is asked for.
    }

    @Override
    public void foreseen(ConfigurationPreview configuration) {
      configurations.add(configuration);
    }

    @Override
    public void finished(FleetCluster cluster, Standing standing) {
      // As above.
    }
  }

  /// An assignment of a definition that deploys.
  private static Draft draft(String definition, String parameters) {
    PolicyId id = PolicyId.parse(PolicySamples.PROVIDER + "policyDefinitions/deploy");
    PolicySet policies =
        PolicySet.EMPTY.with(
            List.of(
                new PolicyState(
                    id, UUID.randomUUID(), 1, 0, json(definition).path("properties"), NOW)),
            List.of());
    JsonNode assignment =
        JsonNodeFactory.instance
            .objectNode()
            .put("policyDefinitionId", id.toString())
            .set("parameters", json(parameters));
    return Draft.of(policies, DRAFT, UUID.randomUUID(), 1, assignment, NOW);
  }

  private static Draft withSecret() {
    return draft(PolicySamples.DEPLOY_WITH_SECRET, "{\"secret\": {\"value\": \"git-key\"}}");
  }

  private static JsonNode json(String text) {
    return Json.readTree(text.getBytes(StandardCharsets.UTF_8));
  }

  /// What it deploys to the cluster.
  private static PlannedConfiguration planned(Draft draft) {
    List<PlannedConfiguration> planned = new ArrayList<>();
    Assessments.of(draft.policies(), draft.id(), new KnownCluster(CLUSTER, List.of()), NOW)
        .forEach(
            assessment -> {
              if (assessment.outcome() instanceof Deploys deploys) {
                planned.addAll(deploys.planned());
              }
            });
    assertThat(planned).hasSize(1);
    return planned.getFirst();
  }

  /// What the draft wrote, as the store keeps it.
  private static ConfigurationState written(Draft draft) {
    PlannedConfiguration planned = planned(draft);
    var trial = new DeploymentTrial(new DeploymentRules(), SECRETS);
    var result = trial.of(planned.configuration(), planned.properties(), planned.secrets());
    assertThat(result).isInstanceOf(DeploymentTrial.Result.Writable.class);
    return new ConfigurationState(
        planned.configuration(),
        UUID.randomUUID(),
        7,
        0,
        Lifecycle.Active,
        ((DeploymentTrial.Result.Writable) result).properties(),
        NOW,
        new ManagedBy(draft.id(), draft.uid(), "", planned.digest(), OnUnassign.Keep, 7));
  }

  private static List<ConfigurationPreview> preview(
      Draft draft, WriteRules rules, List<ConfigurationState> there) {
    var previewer = new Previewer(draft, rules, new Deadline(Duration.ofSeconds(1), () -> 0));
    var foreseen = new Foreseen();
    previewer.preview(
        new FleetCluster(CLUSTER, Connectivity.State.Connected, NOW, there), true, foreseen);
    return foreseen.configurations;
  }

  @Test
  void whatIsThereWithoutItsSecretsIsKeptAndSaysSo() {
    // Given
    Draft draft = withSecret();
    var rules = new WriteRules(new DeploymentRules(), SECRETS, SecretHandover.NONE);

    // When
    List<ConfigurationPreview> previews = preview(draft, rules, List.of(written(draft)));

    // Then
    assertThat(previews)
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.action()).isEqualTo(Action.Keep);
              assertThat(kept.reason()).isEqualTo(Reason.SecretUnavailable);
              assertThat(kept.message())
                  .isEqualTo(
                      "It is there without its protected settings: secrets cannot be handed to"
                          + " clusters yet.");
            });
  }

  @Test
  void whatIsThereWithItsSecretsIsKeptWithoutAWord() {
    // Given
    Draft draft = withSecret();
    var rules =
        new WriteRules(
            new DeploymentRules(),
            SECRETS,
            (_, _) -> {
              throw new AssertionError("a preview hands nothing over");
            });

    // When
    List<ConfigurationPreview> previews = preview(draft, rules, List.of(written(draft)));

    // Then
    assertThat(previews)
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.action()).isEqualTo(Action.Keep);
              assertThat(kept.reason()).isNull();
              assertThat(kept.message()).isNull();
            });
  }

  /// The API's rules, but for a fault in what they say of one URL.
  private record Faulty(DeploymentCheck rules) implements DeploymentCheck {
    @Override
    public Outcome check(
        ResourceId configuration, JsonNode properties, Map<String, Secret> secrets) {
      if (properties.at("/gitRepository/url").asText().equals("https://fault")) {
        throw new IllegalStateException("a fault");
      }
      return rules.check(configuration, properties, secrets);
    }

    @Override
    public Optional<String> changeProblem(
        ResourceId configuration, ObjectNode stored, ObjectNode accepted) {
      throw new IllegalStateException("another fault");
    }
  }

  @Test
  void aFaultInACheckRefusesTheConfigurationAndEndsNoPreview() {
    // Given
    var rules =
        new WriteRules(new Faulty(new DeploymentRules()), SecretProvider.NONE, SecretHandover.NONE);
    Draft faulty = draft(PolicySamples.DEPLOY, "{\"url\": {\"value\": \"https://fault\"}}");
    Draft other = draft(PolicySamples.DEPLOY, "{}");

    // When
    List<ConfigurationPreview> created = preview(faulty, rules, List.of());
    List<ConfigurationPreview> changed = preview(other, rules, List.of(written(faulty)));

    // Then
    assertThat(created).singleElement().satisfies(PreviewerTest::isNotChecked);
    assertThat(changed).singleElement().satisfies(PreviewerTest::isNotChecked);
  }

  private static void isNotChecked(ConfigurationPreview preview) {
    assertThat(preview.action()).isEqualTo(Action.Refuse);
    assertThat(preview.reason()).isEqualTo(Reason.DeploymentFailed);
    assertThat(preview.message()).isEqualTo("The store failed to check it: IllegalStateException.");
  }

  /// Configurations of the cluster that nobody's policy wants.
  private static List<ConfigurationState> others(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new ConfigurationState(
                    CLUSTER
                        .id()
                        .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "f" + i),
                    UUID.randomUUID(),
                    1,
                    0,
                    Lifecycle.Active,
                    JsonNodeFactory.instance.objectNode(),
                    NOW,
                    null))
        .toList();
  }

  @Test
  void aClusterThatIsFullGetsNothingNewAndItSaysSo() {
    // Given
    Draft draft = draft(PolicySamples.DEPLOY, "{}");

    // When
    List<ConfigurationPreview> previews = preview(draft, RULES, others(MAX_CONFIGURATIONS));

    // Then
    assertThat(previews).singleElement().satisfies(PreviewerTest::isTooMuch);
  }

  @Test
  void onlyAsManyAreCreatedAsTheClusterHasRoomFor() {
    // Given
    Draft draft = draft(TWO, "{}");

    // When
    List<ConfigurationPreview> previews = preview(draft, RULES, others(MAX_CONFIGURATIONS - 1));

    // Then
    assertThat(previews).hasSize(2);
    assertThat(previews.getFirst().action()).isEqualTo(Action.Create);
    assertThat(previews.getFirst().reason()).isNull();
    assertThat(previews.getLast()).satisfies(PreviewerTest::isTooMuch);
  }

  private static void isTooMuch(ConfigurationPreview preview) {
    assertThat(preview.action()).isEqualTo(Action.Refuse);
    assertThat(preview.reason()).isEqualTo(Reason.DeploymentFailed);
    assertThat(preview.message())
        .isEqualTo("The cluster has as many configurations as it may have: 20000.");
  }

  @Test
  void whatAFullClusterHasIsStillChanged() {
    // Given
    ConfigurationState old = written(draft(PolicySamples.DEPLOY, "{}"));
    Draft draft = draft(PolicySamples.DEPLOY, "{\"branch\": {\"value\": \"release\"}}");
    List<ConfigurationState> full = new ArrayList<>(others(MAX_CONFIGURATIONS - 1));
    full.add(old);

    // When
    List<ConfigurationPreview> previews = preview(draft, RULES, full);

    // Then
    assertThat(previews)
        .singleElement()
        .satisfies(changed -> assertThat(changed.action()).isEqualTo(Action.Change));
  }
}
