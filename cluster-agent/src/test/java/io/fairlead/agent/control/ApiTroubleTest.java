package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.changed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fairlead.agent.cluster.ClusterClient;
import io.fairlead.agent.cluster.Fault;
import io.fairlead.agent.cluster.FaultyApi;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.session.desired.DesiredStateStore.Durability;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.desired.StateChange;
import io.fairlead.session.desired.StoreException;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An API server that is away, slow, overloaded or broken for a while: the agent stays up, ends
/// with everything right, and says little about it.
@NeedsRealApiServer
class ApiTroubleTest {
  private static final int MANY = 20;
  private static final int LINES_A_MINUTE = 60;
  private static final Duration OUTAGE = Duration.ofMinutes(1);
  private static final Duration AFTERWARDS = Duration.ofSeconds(45);
  private static final long SEED = 20_260_725;

  private static Vertx vertx;

  private final TestCluster cluster = TestCluster.of(ApiTroubleTest.class);
  private final String apps = cluster.namespace() + "-apps";
  private final Fleet fleet = new Fleet(new Seen(cluster.client()), apps);
  private FaultyApi api;
  private AgentUnderTest agent;

  /// What is wrong with the API.
  enum Trouble {
    SLOW(Duration.ofSeconds(15), api -> api.delay(Duration.ofSeconds(2))),
    BUSY(Duration.ofSeconds(8), api -> api.answer(0.3, Fault.BUSY, Fault.BUSY_FOR_A_SECOND)),
    BROKEN(Duration.ofSeconds(8), api -> api.answer(0.3, Fault.CONFLICT, Fault.BROKEN)),
    REFUSING(Duration.ofSeconds(8), api -> api.answer(1, Fault.BUSY));

    private final Duration lasts;
    private final Consumer<FaultyApi> begins;

    Trouble(Duration lasts, Consumer<FaultyApi> begins) {
      this.lasts = lasts;
      this.begins = begins;
    }
  }

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @BeforeEach
  void start() {
    cluster.installFluxDefinitions();
    cluster.alsoRemoveNamespace(apps);
    api = FaultyApi.before(cluster.config(), SEED);
    agent = new AgentUnderTest(asOfTheAgent(), cluster.namespace());
  }

  @AfterEach
  void stop() {
    api.restore();
    agent.close();
    api.close();
    cluster.close();
  }

  /// With the time limits and the patience of the agent's own client.
  private Config asOfTheAgent() {
    try (KubernetesClient client =
        ClusterClient.of(Optional.of(api.kubeconfig()), vertx, new Interceptor() {})) {
      return client.getConfiguration();
    }
  }

  private List<HeldConfiguration> settled() {
    List<HeldConfiguration> held =
        IntStream.range(0, MANY).mapToObj(i -> fleet.one("c" + i, 300)).toList();
    agent.hold(held.toArray(HeldConfiguration[]::new));
    await()
        .atMost(AFTERWARDS)
        .until(() -> held.stream().allMatch(one -> fleet.isThere(one.id().name(), "5m0s")));
    return held;
  }

  /// Stores as the session does: what could not be stored is put right, and tried again.
  private void insist(List<StateChange> before, List<StateChange> batch) {
    await()
        .atMost(OUTAGE.plus(AFTERWARDS))
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptionsInstanceOf(StoreException.class)
        .until(
            () -> {
              if (agent.store().fault().isPresent()) {
                agent.store().compact(before);
              }
              agent.store().append(batch, Durability.POWER);
              return true;
            });
  }

  /// Some change, some go, some come, and of some an object is changed or deleted by hand.
  private void everythingHappens(List<HeldConfiguration> held) {
    List<StateChange> before = new ArrayList<>();
    held.forEach(one -> before.add(new StateChange.Hold(one)));
    List<StateChange> batch = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      switch (i % 4) {
        case 0 -> batch.add(new StateChange.Hold(changed(held.get(i), fleet.properties(120))));
        case 1 -> batch.add(new StateChange.Drop(held.get(i).id()));
        case 2 ->
            fleet
                .seen()
                .object(ManagedKind.GitRepository, apps, "c" + i)
                .patch(
                    PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"interval\":\"1h0m0s\"}}");
        default -> {
          var _ = fleet.seen().object(ManagedKind.Kustomization, apps, "c" + i + "-apps").delete();
        }
      }
      batch.add(new StateChange.Hold(fleet.one("n" + i, 300)));
    }
    insist(before, batch);
  }

  private boolean isAllRight() {
    return IntStream.range(0, MANY)
        .allMatch(
            i ->
                fleet.isThere("n" + i, "5m0s")
                    && switch (i % 4) {
                      case 0 -> fleet.isThere("c" + i, "2m0s");
                      case 1 -> fleet.isGone("c" + i);
                      default -> fleet.isThere("c" + i, "5m0s");
                    });
  }

  private static void assertQuiet(LogLines log, long began) {
    double minutes = Math.max(1, Duration.ofNanos(System.nanoTime() - began).toSeconds() / 60.0);
    assertThat(log.count()).as(log.toString()).isLessThan((int) (LINES_A_MINUTE * minutes));
  }

  @ParameterizedTest
  @EnumSource
  void ends_right_with_an_api_that_is(Trouble trouble) {
    // Given
    List<HeldConfiguration> held = settled();
    try (LogLines log = new LogLines()) {
      long began = System.nanoTime();
      trouble.begins.accept(api);
      vertx.setTimer(trouble.lasts.toMillis(), _ -> api.restore());
      // When
      everythingHappens(held);
      // Then
      await().atMost(trouble.lasts.plus(AFTERWARDS)).until(this::isAllRight);
      System.out.printf(
          "%s: right after %d s, %d lines of log%n%s",
          trouble, Duration.ofNanos(System.nanoTime() - began).toSeconds(), log.count(), log);
      assertQuiet(log, began);
    }
  }

  @Test
  void ends_right_after_a_minute_without_an_api() {
    // Given
    List<HeldConfiguration> held = settled();
    try (LogLines log = new LogLines()) {
      long began = System.nanoTime();
      api.cut();
      var over =
          vertx.timer(OUTAGE.toMillis(), TimeUnit.MILLISECONDS).onSuccess(_ -> api.restore());
      // When
      everythingHappens(held);
      // Then
      await().atMost(AFTERWARDS).until(this::isAllRight);
      System.out.printf(
          "AWAY: right after %d s, %d lines of log%n%s",
          Duration.ofNanos(System.nanoTime() - began).toSeconds(), log.count(), log);
      assertThat(over.isComplete()).isTrue();
      assertThat(agent.reports()).noneMatch(status -> status.toString().contains("watch"));
      assertQuiet(log, began);
    }
  }

  @Test
  void starts_when_the_api_comes_back() throws Exception {
    // Given
    Config config = asOfTheAgent();
    agent.close();
    api.cut();
    // When
    Thread starting =
        Thread.ofVirtual().start(() -> agent = new AgentUnderTest(config, cluster.namespace()));
    assertThat(starting.join(Duration.ofSeconds(3))).isFalse();
    api.restore();
    // Then
    assertThat(starting.join(Duration.ofSeconds(20))).isTrue();
    agent.hold(fleet.one("late", 300));
    await().atMost(AFTERWARDS).until(() -> fleet.isThere("late", "5m0s"));
  }
}
