package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.properties;
import static io.fairlead.store.ingest.PolicyEngine.digest;
import static io.fairlead.store.ingest.PolicyEngine.record;
import static io.fairlead.store.ingest.PolicyIngestion.KEY;
import static io.fairlead.store.ingest.PolicyIngestion.manager;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.Samples;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What policies want and cannot get.
@Tag("process")
class FailedDeploymentTest {
  private static PolicyIngestion ingestion;
  private static StoreUnderTest store;

  @BeforeAll
  static void open() {
    ingestion = PolicyIngestion.open();
    store = ingestion.store();
  }

  @AfterAll
  static void close() {
    ingestion.close();
  }

  @Test
  void whatDoesNotFitIntoTheClusterIsAFailure() {
    // Given: room for one more
    Edge edge = Edge.register(store, cluster("full"));
    PolicyEngine engine = PolicyEngine.assign(store, "full");
    String like = flux("full", "n").toString();
    ingestion.execute(
        ("insert into configurations select lower('%1$s' || i), '%1$s' || i, '%2$s',"
                + " gen_random_uuid(), nextval('generation'), 'Active', '{}', 'u', 'User', now(),"
                + " 'u', 'User', now() from generate_series(1, 19999) as i")
            .formatted(like, cluster("full").key()));
    ingestion.ingest(
        record(
            engine.verdict(
                cluster("full"),
                PolicyCompliance.Unknown,
                Reason.Deploying,
                properties("branch", "main"))));

    // When
    ingestion.ingest(
        engine.writes(flux("full", "a"), "main"), engine.writes(flux("full", "b"), "main"));

    // Then
    assertThat(edge.find(flux("full", "a")).lifecycle()).isEqualTo(Lifecycle.Active);
    assertThat(store.ask(() -> store.configurations().find(flux("full", "b")))).isEmpty();
    assertThat(ingestion.state("full"))
        .isEqualTo(
            "NonCompliant DeploymentFailed The cluster has as many configurations as it may have:"
                + " 20000.");
  }

  @Test
  void saysWhyItCannotBeWrittenWhicheverComesFirst() {
    // Given
    Edge.register(store, cluster("refused-late"));
    Edge.register(store, cluster("refused-early"));
    PolicyEngine engine = PolicyEngine.assign(store, "refused");
    ObjectNode bad = properties("bad", "x");
    PolicyVerdict late =
        engine.verdict(cluster("refused-late"), PolicyCompliance.Unknown, Reason.Deploying, bad);
    PolicyVerdict early =
        engine.verdict(cluster("refused-early"), PolicyCompliance.Unknown, Reason.Deploying, bad);

    // When
    ingestion.ingest(record(early));
    ingestion.ingest(
        engine.writes(flux("refused-late", "base"), bad),
        engine.writes(flux("refused-early", "base"), bad));
    ingestion.ingest(record(late));

    // Then
    String failed = "NonCompliant DeploymentFailed 'properties.bad' is not allowed.";
    assertThat(ingestion.state("refused-late")).isEqualTo(failed);
    assertThat(ingestion.state("refused-early")).isEqualTo(failed);
    assertThat(store.ask(() -> store.configurations().find(flux("refused-late", "base"))))
        .isEmpty();
  }

  @Test
  void aFailureCountsOnlyWhileThePolicyWantsWhatFailed() {
    // Given
    Edge.register(store, cluster("mended"));
    PolicyEngine engine = PolicyEngine.assign(store, "mended");
    ObjectNode bad = properties("bad", "x");
    ObjectNode good = properties("branch", "main");
    ingestion.ingest(engine.writes(flux("mended", "base"), bad));
    ingestion.ingest(
        record(engine.verdict(cluster("mended"), PolicyCompliance.Unknown, Reason.Deploying, bad)));
    PolicyEngine changed = engine.changed("{\"n\":\"better\"}");

    // When
    ingestion.ingest(
        record(
            changed.verdict(cluster("mended"), PolicyCompliance.Unknown, Reason.Deploying, good)));

    // Then
    assertThat(ingestion.state("mended")).isEqualTo("Unknown Deploying null");
  }

  @Test
  void aFailureIsForgottenOnceItSucceeds() {
    // Given: a namespace that cannot change, which a user then deletes
    Edge edge = Edge.register(store, cluster("fixed"));
    PolicyEngine engine = PolicyEngine.assign(store, "fixed");
    ObjectNode wanted = properties("namespace", "flux");
    ResourceId id = flux("fixed", "base");
    store.ask(
        () ->
            store
                .configurations()
                .put(
                    new ConfigurationWrite(id, properties("namespace", "mine"), Samples.USER),
                    ANYTHING));
    ingestion.ingest(
        record(
            engine.verdict(cluster("fixed"), PolicyCompliance.Unknown, Reason.Deploying, wanted)));
    ingestion.ingest(engine.writes(id, wanted));
    String failed = ingestion.state("fixed");
    store.ask(() -> store.configurations().delete(id, ANYTHING, true));

    // When
    ingestion.ingest(engine.writes(id, wanted));

    // Then
    assertThat(failed).isEqualTo("NonCompliant DeploymentFailed 'properties.namespace' is fixed.");
    assertThat(ingestion.state("fixed")).isEqualTo("Unknown Deploying null");
    assertThat(edge.find(id).properties().path("namespace").asText()).isEqualTo("flux");
    assertThat(ingestion.failures("fixed")).isZero();
  }

  @Test
  void withoutItsSecretNothingIsWritten() {
    // Given
    Edge.register(store, cluster("no-secret"));
    PolicyEngine engine = PolicyEngine.assign(store, "no-secret");
    ObjectNode wanted = properties("branch", "main");
    SecretPlace absent =
        new SecretPlace("/configurationProtectedSettings/httpsKey", "vault", "absent", null);
    ingestion.ingest(
        record(
            engine.verdict(
                cluster("no-secret"), PolicyCompliance.Unknown, Reason.Deploying, wanted)));

    // When
    ingestion.ingest(engine.writes(flux("no-secret", "base"), wanted, absent));

    // Then
    assertThat(store.ask(() -> store.configurations().find(flux("no-secret", "base")))).isEmpty();
    assertThat(ingestion.state("no-secret"))
        .isEqualTo(
            "NonCompliant SecretUnavailable The secret 'absent' of vault 'vault' cannot be had:"
                + " there is no such file.");
  }

  @Test
  void aSecretThatIsThereIsWrittenNowhere() {
    // Given
    Edge edge = Edge.register(store, cluster("secret"));
    PolicyEngine engine = PolicyEngine.assign(store, "secret");
    ObjectNode wanted = properties("branch", "main");
    ingestion.ingest(
        record(
            engine.verdict(cluster("secret"), PolicyCompliance.Unknown, Reason.Deploying, wanted)));

    // When
    ingestion.ingest(engine.writes(flux("secret", "base"), wanted, KEY));

    // Then
    StoredConfiguration written = edge.find(flux("secret", "base"));
    assertThat(manager(written).digest()).isEqualTo(digest(wanted));
    assertThat(ingestion.state("secret"))
        .isEqualTo(
            "NonCompliant SecretUnavailable the configuration was written without its protected"
                + " settings: secrets cannot be handed to clusters yet");
    assertThat(ingestion.rows("secret")).doesNotContain("cGFzc3dvcmQ=");
  }

  @Test
  void aSecretGoesNowhereElseThanIntoProtectedSettings() {
    // Given
    Edge.register(store, cluster("leak"));
    PolicyEngine engine = PolicyEngine.assign(store, "leak");
    SecretPlace inTheOpen = new SecretPlace("/gitRepository/url", "vault", "git-key", null);

    // When
    ingestion.ingest(engine.writes(flux("leak", "base"), properties("branch", "main"), inTheOpen));

    // Then
    assertThat(store.ask(() -> store.configurations().find(flux("leak", "base")))).isEmpty();
    assertThat(
            ingestion.text(
                "select message from policy_failures where cluster_key = '%s'"
                    .formatted(cluster("leak").key())))
        .contains("not at '/gitRepository/url'");
  }
}
