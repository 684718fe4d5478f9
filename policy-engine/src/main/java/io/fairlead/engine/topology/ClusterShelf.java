package io.fairlead.engine.topology;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.json.Json;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.engine.decision.Asked;
import io.fairlead.engine.decision.HeardEntry;
import io.fairlead.engine.decision.KeyRange;
import io.fairlead.engine.decision.Outcome;
import io.fairlead.engine.decision.Said;
import io.fairlead.policy.evaluation.Heard;
import io.fairlead.policy.evaluation.KnownCluster;
import io.fairlead.policy.evaluation.KnownConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What a task knows of its clusters, and what it said of them. Used by the task's thread.
final class ClusterShelf {
  /// What was said of incarnations that are not there: late words of one that is gone, or early
  /// ones of one whose state is still on its way here.
  static final Duration STRANGERS_KEPT = Duration.ofHours(1);

  private final KeyValueStore<String, byte[]> clusters;
  private final KeyValueStore<String, byte[]> configurations;
  private final KeyValueStore<String, byte[]> heard;
  private final KeyValueStore<String, byte[]> asked;
  private final KeyValueStore<String, byte[]> said;
  private final PropertiesSeal seal;

  /// What the store has of what was asked, by cluster. That is little, and all in memory anyway:
  /// looking for a range in there took longer than anything else that is read of a cluster.
  private final Map<String, Map<String, byte[]>> requests = new HashMap<>();

  /// @param seal opens properties
  ClusterShelf(ProcessingContext context, PropertiesSeal seal) {
    this.seal = seal;
    this.clusters = context.getStateStore(StoreNames.CLUSTERS);
    this.configurations = context.getStateStore(StoreNames.CONFIGURATIONS);
    this.heard = context.getStateStore(StoreNames.HEARD);
    this.asked = context.getStateStore(StoreNames.ASKED);
    this.said = context.getStateStore(StoreNames.SAID);
    try (KeyValueIterator<String, byte[]> all = asked.all()) {
      all.forEachRemaining(entry -> note(Keys.clusterOf(entry.key), entry.key, entry.value));
    }
  }

  private void note(String cluster, String configuration, byte[] request) {
    requests.computeIfAbsent(cluster, _ -> new HashMap<>()).put(configuration, request);
  }

  /// The clusters of a stretch, in the order of their keys' bytes. To be closed.
  KeyValueIterator<String, byte[]> clustersIn(KeyRange stretch) {
    return clusters.range(stretch.from(), stretch.to());
  }

  /// A cluster as it is kept; null when it is not there.
  byte @Nullable [] state(String cluster) {
    return clusters.get(cluster);
  }

  /// A cluster, with all of its configurations and what it said of them; empty when it is not
  /// there. Properties are opened when a policy asks for them: whoever evaluates then gets an
  /// [io.fairlead.encryption.NotOpenedException] where they cannot be.
  ///
  /// @throws io.fairlead.contract.json.UnreadableJsonException when something of it was restored
  ///     that cannot be read
  /// @throws io.fairlead.streams.UnreadableRecordException likewise
  Optional<KnownCluster> known(String cluster, Instant now) {
    byte @Nullable [] state = state(cluster);
    return state == null ? Optional.empty() : Optional.of(known(cluster, state, now));
  }

  /// The same of a cluster that was met among [#clustersIn].
  KnownCluster known(String cluster, byte[] state, Instant now) {
    Map<String, HeardEntry> words = new HashMap<>();
    each(
        heard,
        Keys.configurationsOf(cluster),
        (key, value) -> words.put(key, HeardEntry.read(value)));
    List<KnownConfiguration> found = new ArrayList<>();
    each(
        configurations,
        Keys.configurationsOf(cluster),
        (_, value) -> {
          KeptConfiguration configuration = KeptConfiguration.read(value);
          @Nullable HeardEntry entry =
              words.remove(Keys.heard(configuration.id(), configuration.uid()));
          found.add(
              new KnownConfiguration(
                  configuration.head(),
                  () -> configuration.open(value, seal),
                  entry == null ? Heard.NOTHING : entry.heard()));
        });
    words.forEach(
        (key, entry) -> {
          Instant at = entry.heard().at();
          if (at != null && at.plus(STRANGERS_KEPT).isBefore(now)) {
            heard.delete(key);
          }
        });
    return new KnownCluster(Json.read(state, ClusterState.class), found);
  }

  /// Whether something was asked of the store for a cluster and not answered yet.
  boolean hasAsked(String cluster) {
    return requests.containsKey(cluster);
  }

  /// What was said and asked of a cluster.
  Outcome.Before before(String cluster) {
    Map<String, Asked> before = new HashMap<>();
    requests
        .getOrDefault(cluster, Map.of())
        .forEach((key, value) -> before.put(key, Asked.read(value)));
    Map<String, Said> verdicts = new HashMap<>();
    BiConsumer<String, byte[]> read = (key, value) -> verdicts.put(key, Said.read(value));
    each(said, Keys.ownVerdictsOf(cluster), read);
    each(said, Keys.configurationsOf(cluster), read);
    return new Outcome.Before(before, verdicts);
  }

  /// Notes what is said and asked of a cluster now.
  void keep(String cluster, Outcome outcome) {
    for (Outcome.Ask ask : outcome.asks()) {
      String configuration = ask.deployment().configuration().key();
      byte[] request = ask.asked().toBytes();
      asked.put(configuration, request);
      note(cluster, configuration, request);
    }
    outcome.answered().forEach(configuration -> drop(cluster, configuration));
    for (Outcome.Verdict verdict : outcome.verdicts()) {
      said.put(verdict.verdict().key(), verdict.said().toBytes());
    }
    outcome.gone().forEach(said::delete);
  }

  private void drop(String cluster, String configuration) {
    asked.delete(configuration);
    requests.computeIfPresent(
        cluster,
        (_, there) -> {
          there.remove(configuration);
          return there.isEmpty() ? null : there;
        });
  }

  /// Forgets what was heard, said and asked of a cluster that is gone.
  ///
  /// @return what was said of it, by key of verdict
  Map<String, Said> forget(String cluster) {
    Outcome.Before before = before(cluster);
    before.asked().keySet().forEach(configuration -> drop(cluster, configuration));
    before.said().keySet().forEach(said::delete);
    List<String> words = new ArrayList<>();
    each(heard, Keys.configurationsOf(cluster), (key, _) -> words.add(key));
    words.forEach(heard::delete);
    return before.said();
  }

  private static void each(
      KeyValueStore<String, byte[]> store, KeyRange range, BiConsumer<String, byte[]> action) {
    try (KeyValueIterator<String, byte[]> found = store.range(range.from(), range.to())) {
      while (found.hasNext()) {
        KeyValue<String, byte[]> entry = found.next();
        // The end itself is not part of it, and never a key: a configuration's has more behind it.
        if (!entry.key.equals(range.to())) {
          action.accept(entry.key, entry.value);
        }
      }
    }
  }
}
