package io.fairlead.systemtest.check;

import io.fairlead.contract.id.ResourceId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What the hub has acknowledged, by key. Each key has one writer at a time, so the last
/// acknowledgement is
/// what must be there in the end. Thread-safe.
public final class Ledger {
  private final Map<ResourceId, Optional<String>> expected = new ConcurrentHashMap<>();
  private final AtomicLong acknowledged = new AtomicLong();

  /// The hub acknowledged a write of this value.
  public void wrote(ResourceId id, String value) {
    expected.put(id, Optional.of(value));
    acknowledged.incrementAndGet();
  }

  /// The hub acknowledged a deletion.
  public void deleted(ResourceId id) {
    expected.put(id, Optional.empty());
    acknowledged.incrementAndGet();
  }

  /// Every key ever acknowledged, with its value, or nothing for a deleted one.
  public Map<ResourceId, Optional<String>> expected() {
    return Map.copyOf(expected);
  }

  /// The value acknowledged last.
  ///
  /// @throws java.util.NoSuchElementException when there is none
  public String valueOf(ResourceId id) {
    return expected.getOrDefault(id, Optional.empty()).orElseThrow();
  }

  /// How many acknowledgements there were.
  public long acknowledged() {
    return acknowledged.get();
  }
}
