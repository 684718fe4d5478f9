package io.fairlead.agent.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.agent.cluster.Fault;
import io.fairlead.agent.cluster.FaultyApi;
import io.fairlead.agent.cluster.Fingerprints;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.session.desired.DesiredStateStore.Durability;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.desired.HeldState;
import io.fairlead.session.desired.StateChange;
import io.fairlead.session.desired.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The records as the session's store, on a real API server: what is appended is loaded again,
/// whatever goes wrong between.
@NeedsRealApiServer
class RecordStoreTest {
  private static final ResourceId CLUSTER =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "ship");
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final long SEED = 20_260_725;

  private final TestCluster cluster = TestCluster.of(RecordStoreTest.class);
  private final List<RecordStore> open = new ArrayList<>();
  private FaultyApi api;
  private KubernetesClient client;

  @BeforeEach
  void start() {
    api = FaultyApi.before(cluster.config(), SEED);
    Config config = new ConfigBuilder(api.config()).withRequestRetryBackoffLimit(0).build();
    client = TestCluster.newClient(config);
  }

  @AfterEach
  void stop() {
    open.forEach(RecordStore::close);
    client.close();
    api.close();
    cluster.close();
  }

  private RecordStore store(Duration patience) {
    RecordStore store = new RecordStore(client, cluster.namespace(), new Patience(patience));
    open.add(store);
    return store;
  }

  private RecordStore loadedStore(Duration patience) {
    RecordStore store = store(patience);
    store.load(change -> {});
    return store;
  }

  /// What another agent would find.
  private HeldState loaded() {
    HeldState state = new HeldState();
    store(LONG).load(state::apply);
    return state;
  }

  private static ResourceId flux(String name) {
    return CLUSTER.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", name);
  }

  private static ResourceId git(String name) {
    return CLUSTER.extension("Microsoft.KubernetesConfiguration/sourceControlConfigurations", name);
  }

  private static HeldConfiguration wanted(ResourceId id, String properties) {
    return state(id, UUID.randomUUID(), 1, properties);
  }

  private static HeldConfiguration next(HeldConfiguration former, String properties) {
    return state(former.id(), former.uid(), former.generation() + 1, properties);
  }

  private static HeldConfiguration state(
      ResourceId id, UUID uid, long generation, String properties) {
    JsonNode json = Json.readTree(properties.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return new HeldConfiguration(id, uid, generation, 1, Lifecycle.Active, json, false);
  }

  private static List<StateChange> holds(List<HeldConfiguration> states) {
    return states.stream().<StateChange>map(StateChange.Hold::new).toList();
  }

  private static void append(RecordStore store, StateChange... batch) {
    store.append(List.of(batch), Durability.POWER);
  }

  private static void note(RecordStore store, StateChange change) {
    store.append(List.of(change), Durability.PROCESS);
  }

  private Resource<? extends ConfigRecord> record(ResourceId id) {
    return cluster
        .client()
        .resources(RecordKind.of(id).type())
        .inNamespace(cluster.namespace())
        .withName(RecordNames.of(id));
  }

  /// All that has to outlive a restart, as lines that can be compared.
  private static List<String> durable(HeldState state) {
    List<String> lines = new ArrayList<>();
    lines.add("epoch " + state.epoch());
    lines.add("doubt " + state.doubt());
    lines.add("digest " + state.digest());
    lines.add("report " + state.withheldReport());
    state.withheld().forEach(id -> lines.add("withheld " + id.key()));
    for (HeldConfiguration held : state.held()) {
      lines.add(
          "held %s epoch %d %s %s"
              .formatted(
                  held.version(),
                  held.epoch(),
                  held.lifecycle(),
                  Fingerprints.of(held.properties())));
    }
    return lines.stream().sorted().toList();
  }

  static LongStream seeds() {
    return LongStream.range(SEED, SEED + 6);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_is_appended_is_loaded_again(long seed) {
    // Given
    RandomChanges random = new RandomChanges(new Random(seed), CLUSTER);
    RecordStore store = loadedStore(LONG);
    HeldState folded = new HeldState();
    for (int batch = 0; batch < 24; batch++) {
      List<StateChange> changes = random.batch(folded);
      store.append(changes, Durability.POWER);
      changes.forEach(folded::apply);
      if (batch % 8 == 7) {
        // When
        HeldState found = loaded();
        // Then
        assertThat(durable(found)).as("seed %d, batch %d", seed, batch).isEqualTo(durable(folded));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'a':null,'b':[null,{}],'c':{},'d':[],'e':''}",
        "{'a':0.1,'b':1.0,'c':1e21,'d':-0.0,'e':9007199254740993,'f':1e-7}",
        "{'ünï':'\\u2028 \\ud83d\\ude00 \\\\ \\t','$ref':'x','metadata':{'name':'y'}}",
        "{'spec':{'apiVersion':'v1','kind':'List','metadata':{'labels':{'a':'b'}}}}"
      })
  void properties_of_any_shape_come_back_as_they_were(String properties) {
    // Given
    HeldConfiguration held = wanted(flux("web"), properties);
    // When
    append(loadedStore(LONG), new StateChange.Hold(held));
    // Then
    assertThat(loaded().held(held.id()))
        .map(found -> Fingerprints.of(found.properties()))
        .contains(Fingerprints.of(held.properties()));
  }

  @Test
  void a_batch_that_fails_half_way_is_undone_by_what_follows() {
    // Given
    RecordStore store = loadedStore(SHORT);
    List<HeldConfiguration> old =
        IntStream.range(0, 10).mapToObj(i -> wanted(flux("old" + i), "{'v':1}")).toList();
    store.append(holds(old), Durability.POWER);
    HeldState before = new HeldState();
    holds(old).forEach(before::apply);
    List<StateChange> batch = new ArrayList<>();
    old.subList(0, 4).forEach(held -> batch.add(new StateChange.Hold(next(held, "{'v':2}"))));
    old.subList(4, 8).forEach(held -> batch.add(new StateChange.Drop(held.id())));
    IntStream.range(0, 10)
        .forEach(i -> batch.add(new StateChange.Hold(wanted(flux("new" + i), "{'v':1}"))));
    batch.add(new StateChange.Withhold(old.getLast().id()));
    api.answer(0.8, Fault.BROKEN);
    // When
    assertThatThrownBy(() -> store.append(batch, Durability.POWER))
        .isInstanceOf(StoreException.class);
    // Then nothing can be stored
    assertThat(store.fault()).isPresent();
    assertThatThrownBy(() -> append(store, new StateChange.Adopt(7)))
        .isInstanceOf(StoreException.class);
    // When the cluster is well again
    api.restore();
    store.compact(before.asChanges());
    // Then
    assertThat(store.fault()).isEmpty();
    assertThat(durable(loaded())).isEqualTo(durable(before));
    append(store, new StateChange.Adopt(7));
    assertThat(loaded().epoch()).isEqualTo(7);
  }

  @Test
  void a_record_whose_write_arrived_unnoticed_goes_with_its_batch() {
    // Given
    RecordStore store = loadedStore(SHORT);
    HeldConfiguration held = wanted(git("web"), "{'v':1}");
    api.cut();
    assertThatThrownBy(() -> append(store, new StateChange.Hold(held)))
        .isInstanceOf(StoreException.class);
    api.restore();
    new RecordWriter(cluster.client(), cluster.namespace())
        .put(RecordNames.of(held.id()), RecordSpec.of(held));
    // When
    store.compact(new HeldState().asChanges());
    // Then
    assertThat(loaded().held()).isEmpty();
    assertThat(record(held.id()).require().isMarkedForDeletion()).isTrue();
  }

  @Test
  void what_is_held_right_after_a_drop_is_in_a_record_that_stays() {
    // Given a record that leaves, which takes as long as its clean-up
    RecordStore store = loadedStore(LONG);
    HeldConfiguration former = wanted(flux("web"), "{'branch':'a'}");
    append(store, new StateChange.Hold(former));
    append(store, new StateChange.Drop(former.id()));
    // When
    HeldConfiguration next = wanted(flux("web"), "{'branch':'b'}");
    append(store, new StateChange.Hold(next));
    // Then
    ConfigRecord record =
        client
            .resources(FluxConfig.class)
            .inNamespace(cluster.namespace())
            .withName(RecordNames.of(next.id()))
            .require();
    assertThat(record.isMarkedForDeletion()).isFalse();
    assertThat(record.getMetadata().getFinalizers()).containsExactly(RecordFinalizer.NAME);
    assertThat(loaded().held()).containsExactly(next);
  }

  @Test
  void a_record_damaged_by_hand_is_not_loaded_and_stays() {
    // Given
    List<String> damages =
        List.of(
            "'properties':{'v':2}",
            "'properties':null",
            "'lifecycle':'Removed'",
            "'lifecycle':null",
            "'resourceId':null",
            "'uid':null",
            "'generation':null",
            "'checksum':null");
    List<HeldConfiguration> held =
        IntStream.range(0, damages.size()).mapToObj(i -> wanted(flux("c" + i), "{'v':1}")).toList();
    loadedStore(LONG).append(holds(held), Durability.POWER);
    for (int i = 0; i < damages.size(); i++) {
      record(held.get(i).id())
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{'spec':{%s}}".formatted(damages.get(i)).replace('\'', '"'));
    }
    // When
    HeldState found = loaded();
    // Then
    assertThat(found.held()).isEmpty();
    assertThat(held).noneMatch(one -> record(one.id()).require().isMarkedForDeletion());
  }

  @Test
  void a_memory_damaged_by_hand_is_forgotten() {
    // Given
    append(loadedStore(SHORT), new StateChange.Adopt(7));
    cluster
        .client()
        .configMaps()
        .inNamespace(cluster.namespace())
        .withName(MemoryObject.NAME)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"memory.json\":\"{oops\"}}");
    // When
    HeldState found = loaded();
    // Then
    assertThat(found.epoch()).isZero();
  }

  @Test
  void more_records_than_one_page_has_are_loaded() {
    // Given
    List<HeldConfiguration> many =
        IntStream.range(0, 260).mapToObj(i -> wanted(flux("c" + i), "{}")).toList();
    loadedStore(LONG).append(holds(many), Durability.POWER);
    api.calls().reset();
    // When
    HeldState found = loaded();
    // Then
    assertThat(found.held()).hasSize(260);
    assertThat(api.calls().count("GET", "/fluxconfigs")).isEqualTo(2);
  }

  @Test
  void what_is_no_longer_held_back_is_let_go_before_the_record_changes() {
    // Given
    RecordStore store = loadedStore(SHORT);
    HeldConfiguration held = wanted(flux("web"), "{'v':1}");
    append(
        store,
        new StateChange.Hold(held),
        new StateChange.Doubt(2, 1, true),
        new StateChange.Withhold(held.id()));
    HeldConfiguration tooLong =
        new HeldConfiguration(
            held.id(),
            held.uid(),
            2,
            2,
            Lifecycle.Active,
            JsonNodeFactory.instance.objectNode().put("v", "x".repeat(4_000_000)),
            false);
    // When the record cannot be written, and the agent ends
    assertThatThrownBy(() -> append(store, new StateChange.Hold(tooLong)))
        .isInstanceOf(StoreException.class);
    HeldState found = loaded();
    // Then
    assertThat(found.withheld()).isEmpty();
    assertThat(found.doubt()).contains(new StateChange.Doubt(2, 1, true));
    assertThat(found.held(held.id())).map(HeldConfiguration::generation).contains(1L);
  }

  @Test
  void the_record_says_which_status_the_hub_has_once_it_has_it() {
    // Given
    RecordStore store = loadedStore(LONG);
    HeldConfiguration held = wanted(flux("web"), "{'v':1}");
    append(store, new StateChange.Hold(held));
    ConfigurationStatus first = status(held, "one");
    ConfigurationStatus last = status(held, "two");
    note(store, new StateChange.Report(first));
    assertThat(record(held.id()).require().statusOrNone().acknowledged()).isNull();
    api.answer(0.5, Fault.BROKEN);
    // When
    note(store, new StateChange.ReportReceived(held.id()));
    note(store, new StateChange.Report(last));
    note(store, new StateChange.ReportReceived(held.id()));
    // Then
    await()
        .atMost(LONG)
        .until(
            () ->
                StatusFingerprint.of(last)
                    .equals(record(held.id()).require().statusOrNone().acknowledged()));
  }

  private static ConfigurationStatus status(HeldConfiguration held, String message) {
    return new ConfigurationStatus(
        held.version(),
        Compliance.Pending,
        message,
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        JsonNodeFactory.instance.arrayNode());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoever_waits_for_the_cluster_ends_at_once_when_told_to(boolean silent) {
    // Given
    if (silent) {
      api.delay(Duration.ofMinutes(5));
    } else {
      api.cut();
    }
    RecordStore store = store(LONG);
    CompletableFuture<Void> loading = CompletableFuture.runAsync(() -> store.load(change -> {}));
    await().until(() -> !silent || api.calls().count() > 0);
    // When
    store.close();
    client.close();
    // Then
    assertThat(loading.handle((nothing, failure) -> failure).orTimeout(4, TimeUnit.SECONDS).join())
        .hasRootCauseInstanceOf(StoreException.class);
  }
}
