package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.ingest.PolicyEngine.record;
import static io.fairlead.store.ingest.PolicyIngestion.STILL_WANTED;
import static io.fairlead.store.ingest.PolicyIngestion.manager;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What policies no longer want.
@Tag("process")
class WithdrawalIngestionTest {
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
  void withdrawsWhatAClusterWithoutASessionNeverHadAtOnce() {
    // Given
    Edge.register(store, cluster("withdrawn"));
    PolicyEngine engine = PolicyEngine.assign(store, "withdrawn");
    ResourceId id = flux("withdrawn", "base");
    ingestion.ingest(engine.writes(id, "main"));

    // When
    ingestion.ingest(engine.withdraws(id));

    // Then
    assertThat(store.ask(() -> store.configurations().find(id))).isEmpty();
    assertThat(
            ingestion.text(
                "select lifecycle from configurations where id_key = '" + id.key() + "'"))
        .isEqualTo("Removed");
  }

  @Test
  void withdrawsNothingThatThePoliciesInTheDatabaseStillWant() {
    // Given
    Edge.register(store, cluster("reverted"));
    PolicyEngine engine = PolicyEngine.assign(store, "reverted");
    ResourceId wanted = flux("reverted", STILL_WANTED);
    ResourceId unwanted = flux("reverted", "base");
    ingestion.ingest(engine.writes(wanted, "main"), engine.writes(unwanted, "main"));

    // When
    ingestion.ingest(engine.withdraws(wanted), engine.withdraws(unwanted));

    // Then
    assertThat(store.configurations().find(wanted).await().indefinitely()).isPresent();
    assertThat(store.configurations().find(unwanted).await().indefinitely()).isEmpty();
  }

  @Test
  void withdrawsWhatAConnectedClusterHasOnceItConfirms() {
    // Given
    Edge edge = Edge.register(store, cluster("confirming"));
    ingestion.connect(edge);
    PolicyEngine engine = PolicyEngine.assign(store, "confirming");
    ResourceId id = flux("confirming", "base");
    ingestion.ingest(engine.writes(id, "main"));
    StoredConfiguration active = edge.find(id);
    store.ask(() -> store.policies().delete(engine.assignment().id(), ANYTHING));

    // When
    ingestion.ingest(
        record(new Deployment(id, engine.basisOfAGoneAssignment(id), new Action.Withdraw())));

    // Then
    StoredConfiguration deleting = edge.find(id);
    assertThat(deleting.lifecycle()).isEqualTo(Lifecycle.Deleting);
    assertThat(deleting.generation()).isGreaterThan(active.generation());
    assertThat(store.ask(() -> store.operations().newest(deleting.uid()))).isEmpty();
  }

  @Test
  void withdrawsNothingThatIsNotThatIncarnationsOrReferences() {
    // Given
    Edge edge = Edge.register(store, cluster("foreign"));
    PolicyEngine manager = PolicyEngine.assign(store, "foreign-manager");
    PolicyEngine other = PolicyEngine.assign(store, "foreign-other");
    ResourceId managed = flux("foreign", "managed");
    ResourceId mine = flux("foreign", "mine");
    ingestion.ingest(manager.as("one").writes(managed, "main"));
    edge.put(mine, "main");

    // When
    ingestion.ingest(other.as("one").withdraws(managed), manager.as("one").withdraws(mine));
    ingestion.ingest(manager.as("two").withdraws(managed));

    // Then
    assertThat(edge.find(managed).lifecycle()).isEqualTo(Lifecycle.Active);
    assertThat(edge.find(mine).lifecycle()).isEqualTo(Lifecycle.Active);
  }
}
