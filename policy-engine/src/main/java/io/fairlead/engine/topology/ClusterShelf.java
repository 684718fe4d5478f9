package io.fairlead.engine.topology;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
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

  /// @param seal opens properties
  ClusterShelf(ProcessingContext context, PropertiesSeal seal) {
    this.seal = seal;
    this.clusters = context.getStateStore(StoreNames.CLUSTERS);
    this.configurations = context.getStateStore(StoreNames.CONFIGURATIONS);
    this.heard = context.getStateStore(StoreNames.HEARD);
    this.asked = context.getStateStore(StoreNames.ASKED);
    this.said = context.getStateStore(StoreNames.SAID);
  }

  /// The clusters of a stretch, in the order of their keys' bytes. To be closed.
  KeyValueIterator<String, byte[]> clustersIn(KeyRange stretch) {
    return clusters.range(stretch.from(), stretch.to());
  }

  /// A cluster, with all of its configurations and what it said of them; empty when it is not
  /// there.
  ///
  /// @throws io.fairlead.contract.json.UnreadableJsonException when something of it was restored
  ///     that cannot be read
  /// @throws io.fairlead.encryption.NotOpenedException when its properties cannot be opened
  Optional<KnownCluster> known(String cluster, Instant now) {
    byte @Nullable [] state = clusters.get(cluster);
    if (state == null) {
      return Optional.empty();
    }
    Map<String, HeardEntry> words = new HashMap<>();
    each(
        heard,
        Keys.configurationsOf(cluster),
        (key, value) -> words.put(key, Json.read(value, HeardEntry.class)));
    List<KnownConfiguration> found = new ArrayList<>();
    each(
        configurations,
        Keys.configurationsOf(cluster),
        (_, value) -> {
          ConfigurationState configuration = read(value);
          @Nullable HeardEntry entry =
              words.remove(Keys.heard(configuration.id(), configuration.uid()));
          found.add(
              new KnownConfiguration(configuration, entry == null ? Heard.NOTHING : entry.heard()));
        });
    words.forEach(
        (key, entry) -> {
          Instant at = entry.heard().at();
          if (at != null && at.plus(STRANGERS_KEPT).isBefore(now)) {
            heard.delete(key);
          }
        });
    return Optional.of(new KnownCluster(Json.read(state, ClusterState.class), found));
  }

  private ConfigurationState read(byte[] value) {
    ConfigurationState kept = Json.read(value, ConfigurationState.class);
    return kept.withProperties(seal.open(kept.id(), kept.properties()));
  }

  /// What was said and asked of a cluster.
  Outcome.Before before(String cluster) {
    Map<String, Asked> requests = new HashMap<>();
    each(
        asked,
        Keys.configurationsOf(cluster),
        (key, value) -> requests.put(key, Json.read(value, Asked.class)));
    Map<String, Said> verdicts = new HashMap<>();
    BiConsumer<String, byte[]> read =
        (key, value) -> verdicts.put(key, Json.read(value, Said.class));
    each(said, Keys.ownVerdictsOf(cluster), read);
    each(said, Keys.configurationsOf(cluster), read);
    return new Outcome.Before(requests, verdicts);
  }

  /// Notes what is said and asked now.
  void keep(Outcome outcome) {
    for (Outcome.Ask ask : outcome.asks()) {
      asked.put(ask.deployment().configuration().key(), Json.write(ask.asked()));
    }
    outcome.answered().forEach(asked::delete);
    for (Outcome.Verdict verdict : outcome.verdicts()) {
      said.put(verdict.verdict().key(), Json.write(verdict.said()));
    }
    outcome.gone().forEach(said::delete);
  }

  /// Forgets what was heard, said and asked of a cluster that is gone.
  ///
  /// @return what was said of it, by key of verdict
  Map<String, Said> forget(String cluster) {
    Outcome.Before before = before(cluster);
    before.asked().keySet().forEach(asked::delete);
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
