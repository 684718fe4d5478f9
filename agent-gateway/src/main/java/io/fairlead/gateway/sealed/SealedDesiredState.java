package io.fairlead.gateway.sealed;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.secret.SealedSetting;
import io.fairlead.gateway.session.DesiredState;
import io.fairlead.streams.DeadLetterSink;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/// The table, with the sealed settings of the states that are read from it. A state and its
/// settings
/// are committed together, so whoever has read the one waits until the other is here. Thread-safe.
public final class SealedDesiredState implements DesiredState, AutoCloseable {
  private static final long MOST_OF_CLUSTER = 2L * 1024 * 1024;
  private static final long MOST_IN_ALL = 64L * 1024 * 1024;

  /// More than a setting needs around its JWE.
  private static final int SETTING_BYTES = 128;

  private final DesiredState table;
  private final SealedMemory memory = new SealedMemory(MOST_OF_CLUSTER, MOST_IN_ALL);
  private final SealedFollower follower;
  private final InstantSource clock;

  public SealedDesiredState(
      DesiredState table,
      Supplier<Consumer<byte[], byte[]>> consumers,
      DeadLetterSink letters,
      InstantSource clock) {
    this.table = table;
    this.clock = clock;
    this.follower = new SealedFollower(consumers, memory, letters, clock);
  }

  /// Begins to read.
  public void start() {
    follower.start();
  }

  /// Whether it reads.
  public boolean isAlive() {
    return follower.isAlive();
  }

  /// Characters of all settings that are here.
  public long size() {
    return memory.size();
  }

  @Override
  public CompletionStage<Void> upToDate(ResourceId cluster) {
    return table.upToDate(cluster);
  }

  @Override
  public CompletionStage<Snapshot> snapshot(ResourceId cluster, long epoch) {
    return table.snapshot(cluster, epoch);
  }

  @Override
  public CompletionStage<Batch> read(List<String> keys, int maxBytes, long epoch) {
    return table.read(keys, maxBytes, epoch).thenCompose(this::sealed);
  }

  private CompletionStage<Batch> sealed(Batch batch) {
    Instant now = clock.instant();
    Batch filled = with(batch, now);
    boolean awaited =
        filled.states().stream()
            .flatMap(state -> state.stream())
            .anyMatch(state -> isMissing(state, now));
    return awaited
        ? follower.upToDate().thenApply(_ -> with(batch, now))
        : CompletableFuture.completedFuture(filled);
  }

  private static boolean isMissing(Desired state, Instant now) {
    Map<String, SealedSetting> settings = state.protectedSettings();
    Instant end = state.protectedUntil();
    return settings != null
        && end != null
        && end.isAfter(now)
        && settings.values().stream().anyMatch(setting -> setting.jwe() == null);
  }

  private Batch with(Batch batch, Instant now) {
    return new Batch(
        batch.states().stream().map(state -> state.map(each -> with(each, now))).toList());
  }

  private Desired with(Desired state, Instant now) {
    Map<String, SealedSetting> wanted = state.protectedSettings();
    if (wanted == null) {
      return state;
    }
    Map<String, SealedSetting> settings = memory.find(state.version(), wanted, now);
    int bytes = 0;
    for (SealedSetting setting : settings.values()) {
      String jwe = setting.jwe();
      bytes += SETTING_BYTES + (jwe == null ? 0 : jwe.length());
    }
    return new Desired(
        state.version(),
        state.lifecycle(),
        state.properties(),
        state.bytes() + bytes,
        settings,
        state.protectedUntil());
  }

  @Override
  public void close() {
    follower.close();
  }
}
