package io.fairlead.gateway.table;

import io.fairlead.contract.protocol.CloseCause;

/// Told when sessions may be served and when no longer. Called on the keeper's thread.
public interface ServingListener {
  /// The table is complete and followed.
  ///
  /// @param epoch of the desired state in it
  void serving(long epoch);

  /// The table is no longer to be used.
  ///
  /// @param cause why sessions end
  void notServing(CloseCause cause);
}
