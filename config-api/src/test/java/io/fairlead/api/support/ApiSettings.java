package io.fairlead.api.support;

import io.fairlead.api.rate.Rate;
import java.time.Duration;

/// What one test may want otherwise.
///
/// @param concurrent most requests worked on at a time
/// @param bodyMemory what bodies may take of the memory together, in bytes
public record ApiSettings(
    int concurrent,
    long bodyMemory,
    Duration readTimeout,
    Duration timeout,
    Duration writeTimeout,
    Rate rate) {
  public static final ApiSettings DEFAULT =
      new ApiSettings(
          64,
          64L * 1024 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          new Rate(1_000_000, 1_000_000));

  public ApiSettings concurrent(int most) {
    return new ApiSettings(most, bodyMemory, readTimeout, timeout, writeTimeout, rate);
  }

  public ApiSettings bodyMemory(long bytes) {
    return new ApiSettings(concurrent, bytes, readTimeout, timeout, writeTimeout, rate);
  }

  public ApiSettings readTimeout(Duration time) {
    return new ApiSettings(concurrent, bodyMemory, time, timeout, writeTimeout, rate);
  }

  public ApiSettings timeout(Duration time) {
    return new ApiSettings(concurrent, bodyMemory, readTimeout, time, writeTimeout, rate);
  }

  public ApiSettings writeTimeout(Duration time) {
    return new ApiSettings(concurrent, bodyMemory, readTimeout, timeout, time, rate);
  }

  /// The same with other limits for callers.
  ///
  /// @param each of every kind of request
  public ApiSettings rate(Rate each) {
    return new ApiSettings(concurrent, bodyMemory, readTimeout, timeout, writeTimeout, each);
  }
}
