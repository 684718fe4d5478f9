package io.fairlead.session.core;

/// What arrived.
///
/// @param frames frames of any kind
/// @param bytes their size in UTF-8, before compression
/// @param changed configurations in frames of changes
/// @param removed removals in frames of changes
public record Traffic(long frames, long bytes, long changed, long removed) {
  static final Traffic NONE = new Traffic(0, 0, 0, 0);

  Traffic plus(Traffic more) {
    return new Traffic(
        frames + more.frames, bytes + more.bytes, changed + more.changed, removed + more.removed);
  }
}
