package io.fairlead.agent.record;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.cluster.Faults;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Puts back records that somebody edited or deleted by hand. Looks at what is watched anyway; asks
/// the API only where something is wrong.
public final class RecordKeeper {
  private static final Logger LOG = Logger.getLogger(RecordKeeper.class);

  private static final int SELDOM = 32;

  private final ExpectedRecords expected;
  private final Function<String, Optional<? extends ConfigRecord>> watched;
  private final Map<String, Integer> wrongFor = new ConcurrentHashMap<>();
  private final Map<String, Sound> sound = new ConcurrentHashMap<>();

  /// A record that was looked at and is as it has to be.
  private record Sound(String resourceVersion, String checksum) {}

  /// @param watched the record of a name as it was last seen
  public RecordKeeper(
      ExpectedRecords expected, Function<String, Optional<? extends ConfigRecord>> watched) {
    this.expected = expected;
    this.watched = watched;
  }

  /// Compares all records with what they have to be. To be called every second or so.
  public void look() {
    for (String name : expected.expectedNames()) {
      Optional<String> wrong = wrong(name);
      if (wrong.isEmpty()) {
        wrongFor.remove(name);
      } else if (isTime(wrongFor.merge(name, 1, Integer::sum))) {
        restore(name, wrong.get());
      }
    }
    wrongFor.keySet().retainAll(expected.expectedNames());
    sound.keySet().retainAll(expected.expectedNames());
  }

  /// Not at the first look, as the watch may not have seen the agent's own write yet; and ever more
  /// seldom, as after an outage it may be long behind.
  private static boolean isTime(int looks) {
    return looks > 1 && (Integer.bitCount(looks) == 1 || looks % SELDOM == 0);
  }

  private Optional<String> wrong(String name) {
    RecordSpec wanted = expected.expected(name).orElse(null);
    if (wanted == null) {
      return Optional.empty();
    }
    Optional<? extends ConfigRecord> there = watched.apply(name);
    if (there.isEmpty()) {
      return Optional.of("deleted");
    }
    Sound now = new Sound(there.get().getMetadata().getResourceVersion(), wanted.checksum());
    if (now.equals(sound.get(name))) {
      return Optional.empty();
    }
    RecordSpec spec = there.get().getSpec();
    if (spec == null || !wanted.checksum().equals(spec.checksum()) || !spec.isIntact()) {
      return Optional.of("edited");
    }
    sound.put(name, now);
    return Optional.empty();
  }

  private void restore(String name, String wrong) {
    try {
      if (expected.restore(name)) {
        wrongFor.remove(name);
        LOG.infof("record=restored name=%s reason=\"it was %s by hand\"", name, wrong);
      }
    } catch (KubernetesClientException e) {
      LOG.debugf("record=not-restored name=%s reason=\"%s\"", name, Faults.reason(e));
    }
  }
}
