package io.fairlead.api.rate;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// The buckets of all callers. Those who have not asked for the longest time are forgotten when
/// there are too many, which fills their buckets; only who has signed in has any. Thread-safe.
public final class RateLimits {
  /// Most callers remembered: some 2 MB.
  public static final int MOST_CALLERS = 10_000;

  private final Map<RequestKind, Rate> rates;
  private final LongSupplier nanos;
  private final Map<RequestKind, LongAdder> refused = new ConcurrentHashMap<>();
  private final Map<String, Map<RequestKind, TokenBucket>> callers;

  /// @param rates of every kind
  /// @param nanos a clock that only goes forward, such as `System::nanoTime`
  public RateLimits(Map<RequestKind, Rate> rates, LongSupplier nanos) {
    this(rates, nanos, MOST_CALLERS);
  }

  RateLimits(Map<RequestKind, Rate> rates, LongSupplier nanos, int mostCallers) {
    this.rates = new EnumMap<>(rates);
    this.nanos = nanos;
    this.callers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(
              Map.Entry<String, Map<RequestKind, TokenBucket>> longestQuiet) {
            return size() > mostCallers;
          }
        };
  }

  /// Counts a request.
  ///
  /// @param caller who asks; one name for each
  public Allowance take(String caller, RequestKind kind) {
    Allowance allowance;
    synchronized (callers) {
      long now = nanos.getAsLong();
      allowance =
          callers
              .computeIfAbsent(caller, _ -> new EnumMap<>(RequestKind.class))
              .computeIfAbsent(kind, _ -> new TokenBucket(rate(kind), now))
              .take(now);
    }
    if (!allowance.isAllowed()) {
      refused.computeIfAbsent(kind, _ -> new LongAdder()).increment();
    }
    return allowance;
  }

  private Rate rate(RequestKind kind) {
    Rate rate = rates.get(kind);
    if (rate == null) {
      throw new IllegalStateException("no rate for " + kind);
    }
    return rate;
  }

  /// How many requests of a kind were refused since the start.
  public long refused(RequestKind kind) {
    LongAdder counted = refused.get(kind);
    return counted == null ? 0 : counted.sum();
  }

  /// How many callers are remembered now.
  public int callers() {
    synchronized (callers) {
      return callers.size();
    }
  }
}
