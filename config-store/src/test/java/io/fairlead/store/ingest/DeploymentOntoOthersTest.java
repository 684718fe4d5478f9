package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.fluxV1;
import static io.fairlead.store.Samples.properties;
import static io.fairlead.store.ingest.PolicyIngestion.manager;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.Operation;
import io.fairlead.store.Samples;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What policies want written where others write, too.
@Tag("process")
class DeploymentOntoOthersTest {
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
  void overwritesWhatAUserWroteAndTheUserWaitsNoLonger() {
    // Given
    Edge edge = Edge.register(store, cluster("user"));
    PolicyEngine engine = PolicyEngine.assign(store, "user");
    ResourceId id = flux("user", "base");
    ObjectNode waiting = properties("branch", "mine").put("waitForReconciliation", true);
    WriteOutcome<StoredConfiguration> put =
        store.ask(
            () ->
                store
                    .configurations()
                    .put(new ConfigurationWrite(id, waiting, Samples.USER), ANYTHING));
    UUID operation =
        put instanceof WriteOutcome.Created<StoredConfiguration>(var _, UUID o)
            ? o
            : UUID.randomUUID();
    StoredConfiguration before = edge.find(id);

    // When
    ingestion.ingest(engine.writes(id, "main"));

    // Then
    StoredConfiguration after = edge.find(id);
    assertThat(after.uid()).isEqualTo(before.uid());
    assertThat(after.generation()).isGreaterThan(before.generation());
    assertThat(after.properties().path("branch").asText()).isEqualTo("main");
    assertThat(after.systemData().createdBy()).isEqualTo(Samples.USER);
    assertThat(after.systemData().lastModifiedBy().type()).isEqualTo("ManagedIdentity");
    Optional<Operation> waited = store.ask(() -> store.operations().find(operation));
    assertThat(waited.orElseThrow().finishedAt()).isNotNull();
  }

  @Test
  void whatIsAsWantedBecomesThePolicysWithTheSameGeneration() {
    // Given
    Edge edge = Edge.register(store, cluster("adopted"));
    PolicyEngine first = PolicyEngine.assign(store, "adopted-first");
    PolicyEngine second = PolicyEngine.assign(store, "adopted-second");
    ResourceId id = flux("adopted", "base");
    ingestion.ingest(first.writes(id, "main"));
    StoredConfiguration before = edge.find(id);
    String published =
        ingestion.text("select changed_xid from configurations where id_key = '" + id.key() + "'");

    // When
    ingestion.ingest(second.writes(id, "main"));

    // Then
    StoredConfiguration after = edge.find(id);
    assertThat(after.generation()).isEqualTo(before.generation());
    assertThat(manager(after).assignment()).isEqualTo(second.assignment().id());
    assertThat(manager(after).generation()).isEqualTo(after.generation());
    assertThat(
            ingestion.text(
                "select changed_xid from configurations where id_key = '" + id.key() + "'"))
        .isNotEqualTo(published);
  }

  @Test
  void aUsersWriteLeavesTheManagerAndItsGenerationAsTheyWere() {
    // Given
    Edge edge = Edge.register(store, cluster("edited"));
    PolicyEngine engine = PolicyEngine.assign(store, "edited");
    ResourceId id = flux("edited", "base");
    ingestion.ingest(engine.writes(id, "main"));
    StoredConfiguration written = edge.find(id);

    // When
    StoredConfiguration edited = edge.put(id, "mine");

    // Then
    assertThat(edited.managedBy()).isEqualTo(written.managedBy());
    assertThat(edited.generation()).isGreaterThan(manager(edited).generation());
  }

  @Test
  void whatAUserDeletesAndMakesAnewBelongsToNobody() {
    // Given
    Edge edge = Edge.register(store, cluster("renewed"));
    PolicyEngine engine = PolicyEngine.assign(store, "renewed");
    ResourceId id = flux("renewed", "base");
    ingestion.ingest(engine.writes(id, "main"));
    store.ask(() -> store.configurations().delete(id, ANYTHING, false));

    // When
    StoredConfiguration mine = edge.put(id, "mine");

    // Then
    assertThat(mine.managedBy()).isNull();
  }

  @Test
  void whatWasDeletedComesBackAsAnotherIncarnationWithoutWhatWasSaidOfTheFirst() {
    // Given
    Edge edge = Edge.register(store, cluster("back"));
    PolicyEngine engine = PolicyEngine.assign(store, "back");
    ResourceId id = flux("back", "base");
    ingestion.ingest(engine.writes(id, "main"));
    StoredConfiguration first = edge.find(id);
    store.ask(() -> store.configurations().delete(id, ANYTHING, true));

    // When
    ingestion.ingest(engine.writes(id, "main"));

    // Then
    StoredConfiguration second = edge.find(id);
    assertThat(second.uid()).isNotEqualTo(first.uid());
    assertThat(second.generation()).isGreaterThan(first.generation());
    assertThat(manager(second).generation()).isEqualTo(second.generation());
    assertThat(
            ingestion.text(
                "select count(*) from configuration_status where uid = '%s'"
                    .formatted(first.uid())))
        .isEqualTo("0");
  }

  @Test
  void whatIsBeingDeletedIsWrittenOnlyIfItIsOfFluxV1() {
    // Given
    Edge edge = Edge.register(store, cluster("deleting"));
    ingestion.connect(edge);
    PolicyEngine engine = PolicyEngine.assign(store, "deleting");
    ResourceId v2 = flux("deleting", "two");
    ResourceId v1 = fluxV1("deleting", "one");
    ingestion.ingest(engine.writes(v2, "main"), engine.writes(v1, "main"));
    StoredConfiguration old = edge.find(v1);
    store.ask(() -> store.configurations().delete(v2, ANYTHING, false));
    store.ask(() -> store.configurations().delete(v1, ANYTHING, false));

    // When
    ingestion.ingest(engine.writes(v2, "main"), engine.writes(v1, "main"));

    // Then
    assertThat(edge.find(v2).lifecycle()).isEqualTo(Lifecycle.Deleting);
    assertThat(edge.find(v1).lifecycle()).isEqualTo(Lifecycle.Active);
    assertThat(edge.find(v1).uid()).isNotEqualTo(old.uid());
  }
}
