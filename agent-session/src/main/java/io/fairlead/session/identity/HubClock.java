package io.fairlead.session.identity;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/// The hub's time as far as the agent can tell. The clock of an edge may be days off, after a
/// reboot
/// without a battery for instance, and a token with such times would be refused for ever. Every
/// HTTP
/// answer of a gateway says what time it is (`Date`), a refusal (401) included, so the next token
/// is
/// dated by that. The correction is used for tokens alone, is not kept over a restart, and cannot
/// make a token live longer. Thread-safe.
public final class HubClock {
  private static final Logger LOG = Logger.getLogger(HubClock.class);

  /// `Date` has full seconds and was written a moment ago: less than this is no error.
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  private final Clock clock;
  private final AtomicReference<Duration> correction = new AtomicReference<>(Duration.ZERO);

  public HubClock(Clock clock) {
    this.clock = clock;
  }

  /// What time it is at the hub.
  public Instant instant() {
    return clock.instant().plus(correction.get());
  }

  /// Learns from a gateway's `Date` header; one that is no HTTP date teaches nothing.
  ///
  /// @return whether this changed what time it is by more than the tolerance
  public boolean learn(String date) {
    Instant said;
    try {
      said = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      LOG.debugf("hub-clock=unreadable reason=\"%s\"", e.getMessage());
      return false;
    }
    if (Duration.between(instant(), said).abs().compareTo(TOLERANCE) <= 0) {
      return false;
    }
    Duration off = Duration.between(clock.instant(), said);
    correction.set(off);
    LOG.infof("hub-clock=corrected seconds=%d", off.toSeconds());
    return true;
  }
}
