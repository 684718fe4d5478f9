package io.fairlead.encryption;

import java.time.Duration;

/// Exchanges the key that seals, in two steps: first the new key is only there, and every reader
/// finds it; then it seals. What the former one sealed can still be opened.
///
/// @param file where the keyset is
/// @param grace from the first step to the second: longer than the slowest reader takes to see
///     that the file has changed
public record Rotation(KeysetFile file, Duration grace) {
  /// How a rotation waits and tells how it gets on.
  public interface Pace {
    /// The new key is there.
    void added(KeyId id);

    /// Waits for readers.
    void await(Duration grace) throws InterruptedException;
  }

  /// Adds a key, waits, and lets it seal. One that was added by a rotation that did not come to its
  /// end is taken instead of another.
  ///
  /// @return the key that seals now
  /// @throws KeysetException when the file cannot be read or changed
  public KeyId run(Pace pace) throws InterruptedException {
    Keyset ready = file.change(now -> now.next().isPresent() ? now : now.withNext());
    KeyId next = ready.next().orElseThrow();
    pace.added(next);
    pace.await(grace);
    return file.change(now -> now.next().filter(next::equals).isPresent() ? now.promoted() : now)
        .primary();
  }
}
