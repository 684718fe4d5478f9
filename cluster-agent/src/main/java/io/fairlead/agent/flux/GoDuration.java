package io.fairlead.agent.flux;

/// Durations as Go writes them and Flux reads them: `45s`, `10m0s`, `1h0m0s`.
final class GoDuration {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;

  private GoDuration() {}

  /// The canonical form, so that what Flux would write itself is no difference.
  static String of(long seconds) {
    return seconds < HOUR
        ? inMinutes(seconds)
        : "%dh%s".formatted(seconds / HOUR, minutes(seconds % HOUR));
  }

  /// Without hours, which Flux's sources do not allow in their timeout: `120m0s`.
  static String inMinutes(long seconds) {
    return seconds < MINUTE ? seconds + "s" : minutes(seconds);
  }

  private static String minutes(long seconds) {
    return "%dm%ds".formatted(seconds / MINUTE, seconds % MINUTE);
  }
}
