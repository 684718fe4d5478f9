package io.fairlead.gateway.session;

import io.fairlead.contract.protocol.CloseReason;

/// The connection to one agent. Only called on the session's loop.
public interface Transport {
  /// Queues a frame for writing. Never blocks and never fails: a broken connection is told to the
  /// session by [Session#onPeerClosed(int)].
  void send(String frame);

  /// Whether more is queued than should be; [Session#onWritable()] follows once it is not.
  boolean isFull();

  /// Lets the agent's data wait in its socket.
  void pauseReading();

  /// Goes on reading.
  void resumeReading();

  /// Says why and closes. The first call counts.
  void close(CloseReason reason);
}
