package io.fairlead.gateway.session;

import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.GatewayFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection that is a queue of frames.
final class ListTransport implements Transport {
  final Deque<String> sent = new ArrayDeque<>();
  int capacity = Integer.MAX_VALUE;
  boolean paused;
  @Nullable CloseReason closed;

  @Override
  public void send(String frame) {
    if (closed == null) {
      sent.add(frame);
    }
  }

  @Override
  public boolean isFull() {
    return sent.size() >= capacity;
  }

  @Override
  public void pauseReading() {
    paused = true;
  }

  @Override
  public void resumeReading() {
    paused = false;
  }

  @Override
  public void close(CloseReason reason) {
    if (closed == null) {
      closed = reason;
    }
  }

  /// Takes the next frame, as an agent reads it.
  Optional<GatewayFrame> next() {
    return Optional.ofNullable(sent.poll()).map(FrameCodec::readGatewayFrame);
  }
}
