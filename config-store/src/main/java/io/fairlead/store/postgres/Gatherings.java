package io.fairlead.store.postgres;

/// How configurations are read and written together.
///
/// @param reads of single configurations
/// @param writes of configurations
public record Gatherings(GatheringStatus reads, GatheringStatus writes) {
  /// None yet.
  public static Gatherings begin() {
    return new Gatherings(new GatheringStatus(), new GatheringStatus());
  }
}
