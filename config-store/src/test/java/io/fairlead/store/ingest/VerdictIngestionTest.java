package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.properties;
import static io.fairlead.store.ingest.PolicyEngine.record;
import static io.fairlead.store.ingest.PolicyEngine.removal;
import static io.fairlead.store.ingest.PolicyIngestion.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.store.Connectivity;
import io.fairlead.store.PolicyStateSummary;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredPolicyState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Verdicts as they come.
@Tag("process")
class VerdictIngestionTest {
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

  @BeforeEach
  void nothingIsSaid() {
    ingestion.execute("delete from policy_states");
  }

  @Test
  void aVerdictIsShownWithHowItsClusterStands() {
    // Given
    Edge.register(store, cluster("shown"));
    PolicyEngine engine = PolicyEngine.assign(store, "shown").as("GitOps");
    PolicyVerdict verdict =
        engine.verdict(
            cluster("shown"),
            PolicyCompliance.Unknown,
            Reason.NotConfirmed,
            properties("branch", "main"));

    // When
    ingest(record(verdict));

    // Then
    StoredPolicyState state = ingestion.states().getFirst();
    assertThat(ingestion.states()).hasSize(1);
    assertThat(state.resource()).isEqualTo(verdict.resource());
    assertThat(state.location()).isEqualTo("westeurope");
    assertThat(state.assignment()).isEqualTo(verdict.assignment());
    assertThat(state.definition()).isEqualTo(verdict.definition());
    assertThat(state.initiative()).isNull();
    assertThat(state.reference()).isEqualTo("GitOps");
    assertThat(state.compliance()).isEqualTo(PolicyCompliance.Unknown);
    assertThat(state.reason()).isEqualTo(Reason.NotConfirmed);
    assertThat(state.deployed()).isEqualTo(verdict.deployed());
    assertThat(state.decidedAt()).isEqualTo(verdict.decidedAt());
    assertThat(state.connectivity()).isEqualTo(Connectivity.State.Connecting);
    assertThat(state.lastHeartbeatAt()).isNull();
  }

  @Test
  void theNewestVerdictCountsAndARemovalEndsIt() {
    // Given
    Edge.register(store, cluster("newest"));
    PolicyEngine engine = PolicyEngine.assign(store, "newest");
    PolicyVerdict first =
        engine.verdict(cluster("newest"), PolicyCompliance.NonCompliant, Reason.Missing);
    PolicyVerdict second =
        engine.verdict(cluster("newest"), PolicyCompliance.Compliant, Reason.Confirmed);

    // When
    ingest(record(first), removal(first), record(second));
    List<StoredPolicyState> shown = ingestion.states();
    ingest(record(first), removal(first));

    // Then
    assertThat(shown)
        .extracting(StoredPolicyState::compliance)
        .containsExactly(PolicyCompliance.Compliant);
    assertThat(ingestion.states()).isEmpty();
    assertThat(ingestion.summary(ALL).resources().values()).allMatch(n -> n == 0);
  }

  @Test
  void whatWasSaidOfAnIncarnationThatIsGoneSaysNothing() {
    // Given
    Edge.register(store, cluster("gone"));
    PolicyEngine engine = PolicyEngine.assign(store, "gone");
    PolicyVerdict verdict =
        engine.verdict(cluster("gone"), PolicyCompliance.Compliant, Reason.Confirmed);
    store.ask(() -> store.clusters().delete(cluster("gone"), ANYTHING));
    Edge.register(store, cluster("gone"));

    // When
    ingest(record(verdict));

    // Then
    assertThat(ingestion.states()).isEmpty();
  }

  @Test
  void whatIsSaidOfAClusterGoesWithIt() {
    // Given
    Edge.register(store, cluster("with-it"));
    PolicyEngine engine = PolicyEngine.assign(store, "with-it");
    ingest(
        record(engine.verdict(cluster("with-it"), PolicyCompliance.Compliant, Reason.Confirmed)),
        record(
            engine.verdict(flux("with-it", "base"), PolicyCompliance.Compliant, Reason.Satisfied)));

    // When
    store.ask(() -> store.clusters().delete(cluster("with-it"), ANYTHING));

    // Then
    assertThat(ingestion.states()).isEmpty();
    assertThat(ingestion.summary(ALL)).isEqualTo(new PolicyStateSummary(Map.of(), List.of()));
  }

  @Test
  void theSameVerdictAgainWritesNothing() {
    // Given
    Edge.register(store, cluster("same"));
    PolicyEngine engine = PolicyEngine.assign(store, "same");
    Incoming verdict =
        record(engine.verdict(cluster("same"), PolicyCompliance.Compliant, Reason.Confirmed));
    ingest(verdict);
    String before = ingestion.text("select string_agg(xmin::text, ',') from policy_states");

    // When
    ingest(verdict);

    // Then
    assertThat(ingestion.text("select string_agg(xmin::text, ',') from policy_states"))
        .isEqualTo(before);
  }

  @Test
  void poisonGoesToTheDeadLetters() {
    // Given
    Edge.register(store, cluster("poison"));
    PolicyEngine engine = PolicyEngine.assign(store, "poison");
    Incoming good =
        record(engine.verdict(cluster("poison"), PolicyCompliance.Compliant, Reason.Confirmed));
    Incoming otherKey =
        new Incoming(good.topic(), 0, 2, good.type(), new byte[] {'x'}, good.value());
    Incoming noJson = new Incoming(good.topic(), 0, 3, good.type(), good.key(), new byte[] {'{'});
    Incoming noType = new Incoming(good.topic(), 0, 4, null, good.key(), good.value());
    Incoming noKey = new Incoming(good.topic(), 0, 5, good.type(), null, good.value());

    // When
    List<DeadLetter> dead =
        store.ask(
            () -> ingestion.verdicts().ingest(List.of(otherKey, noJson, noType, noKey, good)));

    // Then
    assertThat(dead).extracting(letter -> letter.origin().offset()).containsExactly(2L, 3L, 4L, 5L);
    assertThat(ingestion.states()).hasSize(1);
  }

  private static void ingest(Incoming... records) {
    assertThat(ingestion.ingest(records)).isEmpty();
  }
}
