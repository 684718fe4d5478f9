package io.fairlead.gateway.session;

import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.Frame;

/// Counts what sessions do. Must be quick and thread-safe.
public interface SessionObserver {
  /// A session moved on.
  void moved(SessionState.Phase from, SessionState.Phase to);

  /// A session ended.
  void closed(CloseCause cause);

  /// A frame was queued for writing.
  ///
  /// @param bytes before compression
  void sent(Class<? extends Frame> frame, int bytes);

  /// A frame was read.
  ///
  /// @param bytes after decompression
  void received(Class<? extends Frame> frame, int bytes);
}
