package io.fairlead.gateway.session;

/// Who is connected. A session is in it from before its first frame until it closes, and is told
/// of every change of its cluster's desired state meanwhile. Thread-safe.
public interface Directory {
  /// A session got its number. Older sessions of the cluster are told that they are replaced.
  ///
  /// @return false when a newer session of the cluster is known already
  boolean numbered(Session session, long number);

  /// A session has ended.
  void remove(Session session);
}
