package io.fairlead.agent.control;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/// When to look again at what could not be done, and whether to say so: the pauses grow, and the
/// same reason is said once until it is over. Thread-safe.
final class Retries {
  private static final Logger LOG = Logger.getLogger(Retries.class);
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final int MOST_REASONS = 100;
  private static final Duration SAID_AGAIN = Duration.ofMinutes(5);

  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Map<String, Long> reasons = new ConcurrentHashMap<>();

  /// It did not work.
  ///
  /// @return when to try again
  Duration failed(String record, String reason) {
    int times = failures.merge(record, 1, Integer::sum);
    say(record, reason);
    long longest = FIRST.toMillis() << Math.min(times - 1, 10);
    long millis = Math.min(longest, LONGEST.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
  }

  /// One line for each reason in five minutes, however many configurations it hits.
  private void say(String record, String reason) {
    long now = System.nanoTime();
    Long said = reasons.get(reason);
    if (said == null || now - said > SAID_AGAIN.toNanos()) {
      if (reasons.size() > MOST_REASONS) {
        reasons.clear();
      }
      reasons.put(reason, now);
      LOG.warnf("look=failed record=%s reason=\"%s\" effect=\"tried again\"", record, reason);
    }
  }

  /// It worked.
  void worked(String record) {
    failures.remove(record);
  }
}
