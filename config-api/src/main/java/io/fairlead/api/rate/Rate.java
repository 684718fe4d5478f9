package io.fairlead.api.rate;

/// How often something may be asked.
///
/// @param burst at once after a quiet time, 1 to 1,000,000,000
/// @param perSecond in the long run, above 0 and at most 1,000,000
public record Rate(int burst, double perSecond) {
  private static final int LARGEST_BURST = 1_000_000_000;
  private static final double LARGEST_RATE = 1_000_000;

  /// @throws IllegalArgumentException says what is allowed
  public Rate {
    if (burst < 1 || burst > LARGEST_BURST) {
      throw new IllegalArgumentException("a burst is 1 to " + LARGEST_BURST + ", not " + burst);
    }
    if (!(perSecond > 0 && perSecond <= LARGEST_RATE)) {
      throw new IllegalArgumentException(
          "a rate per second is above 0 and at most " + (int) LARGEST_RATE + ", not " + perSecond);
    }
  }
}
