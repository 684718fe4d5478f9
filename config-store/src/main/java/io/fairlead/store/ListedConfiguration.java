package io.fairlead.store;

import java.util.function.Supplier;

/// A configuration of a page as it was read, its properties sealed still. Safe for use by many
/// threads.
///
/// @param bytes about how much there is to open: its properties and its status, as JSON
/// @param opening does it
public record ListedConfiguration(long bytes, Supplier<StoredConfiguration> opening) {
  /// Opens it. The database is not asked, but it takes a processor's time, the longer the larger it
  /// is: of a large page too long for an event loop. May block on the file of keys when the one it
  /// is sealed with is new.
  ///
  /// @return a fresh one each time
  /// @throws RuntimeException when it cannot be opened, or is no JSON
  public StoredConfiguration open() {
    return opening.get();
  }
}
