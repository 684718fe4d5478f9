package io.fairlead.gateway.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.Frame;
import io.fairlead.gateway.live.SessionRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// All that is around sessions: a table, Kafka, and the real registry. What is asynchronous waits
/// in
/// [#pending] until it is let through.
final class World implements DesiredState, Uplink, SessionObserver {
  static final ResourceId CLUSTER =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "edge-1");
  static final UUID CLUSTER_UID = new UUID(1, 1);

  final ManualLoop loop = new ManualLoop();
  final SessionRegistry registry = new SessionRegistry();
  final Map<String, Desired> table = new LinkedHashMap<>();
  final List<Runnable> pending = new ArrayList<>();
  final List<Report> reports = new ArrayList<>();
  final List<SessionEvent> events = new ArrayList<>();
  final List<CloseCause> closes = new ArrayList<>();
  SessionPolicy policy = SessionPolicy.standard();
  final List<Barrier> barriers = new ArrayList<>();
  boolean kafkaAway;
  long committed;
  long applied;
  long epoch = 3;
  long newestEpoch = 3;
  private long offset = -1;
  private long generation;

  /// One who waits for the table to include what was committed by then.
  record Barrier(long committed, CompletableFuture<Void> passed) {}

  static ResourceId configuration(String name) {
    return CLUSTER.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", name);
  }

  /// A session over this transport, opened.
  Session connect(Transport transport) {
    return connect(transport, CLUSTER, CLUSTER_UID);
  }

  /// The same of another cluster.
  Session connect(Transport transport, ResourceId cluster, UUID uid) {
    var session =
        new Session(
            new SessionSubject(cluster, uid, epoch, "gateway-1"),
            policy,
            new SessionPorts(transport, loop, this, this, registry, this, loop));
    registry.add(session, "key");
    session.onOpen();
    return session;
  }

  /// Creates or edits a configuration.
  ConfigurationVersion put(String name) {
    return put(name, 10);
  }

  ConfigurationVersion put(String name, int bytes) {
    ResourceId id = configuration(name);
    Desired old = table.get(id.key());
    generation++;
    var uid = old == null ? new UUID(2, generation) : old.version().uid();
    var version = new ConfigurationVersion(id, uid, generation);
    put(version, bytes);
    return version;
  }

  /// Applies a state.
  void put(ConfigurationVersion version, int bytes) {
    var properties =
        JsonNodeFactory.instance
            .objectNode()
            .put("text", "x".repeat(bytes))
            .put("n", version.generation());
    table.put(
        version.id().key(),
        new Desired(version, Lifecycle.Active, properties, Json.write(properties).length));
    registry.configurationChanged(version.id());
  }

  /// Deletes one.
  void delete(String name) {
    ResourceId id = configuration(name);
    if (table.remove(id.key()) != null) {
      registry.configurationChanged(id);
    }
  }

  List<ConfigurationVersion> versions() {
    return table.values().stream().map(Desired::version).toList();
  }

  /// Lets everything through until nothing moves.
  void settle() {
    while (loop.hasTasks() || !pending.isEmpty()) {
      loop.runAll();
      if (!pending.isEmpty()) {
        pending.removeFirst().run();
      }
    }
  }

  void advance(Duration by) {
    settle();
    loop.advance(by);
    settle();
  }

  <T extends ReportBody> List<T> reported(Class<T> kind) {
    return reports.stream().map(Report::body).filter(kind::isInstance).map(kind::cast).toList();
  }

  @Override
  public CompletionStage<Void> upToDate(ResourceId cluster) {
    var answer = new CompletableFuture<Void>();
    barriers.add(new Barrier(committed, answer));
    applied(applied);
    return answer;
  }

  /// The table includes what was committed up to there.
  void applied(long upTo) {
    applied = upTo;
    barriers.removeIf(
        barrier ->
            barrier.committed() <= upTo && pending.add(() -> barrier.passed().complete(null)));
  }

  /// Completes what is asked of the table, unless it has seen another epoch.
  private <T> void answer(CompletableFuture<T> answer, long asked, Supplier<T> value) {
    if (asked == newestEpoch) {
      answer.complete(value.get());
    } else {
      answer.completeExceptionally(new EpochMovedException(asked, newestEpoch));
    }
  }

  @Override
  public CompletionStage<Snapshot> snapshot(ResourceId cluster, long asked) {
    var answer = new CompletableFuture<Snapshot>();
    pending.add(
        () -> {
          Map<String, ConfigurationVersion> versions = new LinkedHashMap<>();
          table.forEach(
              (key, desired) -> {
                if (desired.version().id().cluster().equals(cluster)) {
                  versions.put(key, desired.version());
                }
              });
          answer(answer, asked, () -> Snapshot.of(versions));
        });
    return answer;
  }

  @Override
  public CompletionStage<Batch> read(List<String> keys, int maxBytes, long asked) {
    var answer = new CompletableFuture<Batch>();
    pending.add(
        () -> {
          List<Optional<Desired>> states = new ArrayList<>();
          int bytes = 0;
          for (String key : keys) {
            Optional<Desired> state = Optional.ofNullable(table.get(key));
            bytes += state.map(Desired::bytes).orElse(0);
            if (bytes > maxBytes && !states.isEmpty()) {
              break;
            }
            states.add(state);
          }
          answer(answer, asked, () -> new Batch(states));
        });
    return answer;
  }

  @Override
  public CompletionStage<Long> opened(SessionEvent.Opened event) {
    var answer = new CompletableFuture<Long>();
    pending.add(
        () -> {
          if (kafkaAway) {
            answer.completeExceptionally(new IllegalStateException("Kafka is away"));
          } else if (!answer.isDone()) {
            events.add(event);
            offset++;
            answer.complete(offset);
          }
        });
    return answer;
  }

  @Override
  public CompletionStage<?> report(Report report) {
    var answer = new CompletableFuture<Boolean>();
    pending.add(
        () -> {
          if (kafkaAway) {
            answer.completeExceptionally(new IllegalStateException("Kafka is away"));
          } else {
            reports.add(report);
            answer.complete(true);
          }
        });
    return answer;
  }

  @Override
  public void closed(SessionEvent.Closed event) {
    events.add(event);
  }

  @Override
  public void moved(SessionState.Phase from, SessionState.Phase to) {}

  @Override
  public void closed(CloseCause cause) {
    closes.add(cause);
  }

  @Override
  public void sent(Class<? extends Frame> frame, int bytes) {}

  @Override
  public void received(Class<? extends Frame> frame, int bytes) {}
}
