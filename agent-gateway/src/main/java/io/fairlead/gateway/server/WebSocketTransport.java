package io.fairlead.gateway.server;

import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.gateway.session.Session;
import io.fairlead.gateway.session.Transport;
import io.vertx.core.http.ServerWebSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A session's connection as a Vert.x WebSocket.
final class WebSocketTransport implements Transport {
  private static final Logger LOGGER = LoggerFactory.getLogger(WebSocketTransport.class);
  private static final int WRITE_QUEUE_BYTES = 512 * 1024;
  private static final int NO_STATUS = 1005;
  private static final int ABNORMAL = 1006;

  private final ServerWebSocket socket;
  private boolean closed;

  WebSocketTransport(ServerWebSocket socket) {
    this.socket = socket;
    socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
  }

  /// Hands what comes from the agent to its session.
  void connect(Session session) {
    socket.textMessageHandler(session::onText);
    socket.binaryMessageHandler(_ -> session.onBinary());
    socket.drainHandler(_ -> session.onWritable());
    socket.exceptionHandler(failure -> onFailure(session, failure));
    socket.closeHandler(_ -> session.onPeerClosed(closeCode()));
    session.onOpen();
  }

  private static void onFailure(Session session, Throwable failure) {
    LOGGER.debug(
        "connection failed cluster={} reason={}", session.subject().cluster(), failure.toString());
    // A message that outgrows the bound is dropped and said here, and the connection goes on; after
    // any other failure it ends, which the session is told then.
    if (failure instanceof IllegalStateException) {
      session.close(new CloseReason(CloseCause.FrameTooLarge));
    }
  }

  private int closeCode() {
    Short code = socket.closeStatusCode();
    // A close without a code is what libraries send that were told to just close.
    return code == null ? ABNORMAL : code == NO_STATUS ? CloseCause.AgentLeft.code() : code;
  }

  @Override
  public void send(String frame) {
    if (!closed) {
      socket.writeTextMessage(frame);
    }
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public void pauseReading() {
    socket.pause();
  }

  @Override
  public void resumeReading() {
    if (!closed) {
      socket.resume();
    }
  }

  @Override
  public void close(CloseReason reason) {
    if (closed) {
      return;
    }
    closed = true;
    // The agent's answer to the close has to be read.
    socket.resume();
    if (!socket.isClosed() && reason.cause() != CloseCause.ConnectionLost) {
      socket.close((short) reason.cause().code(), reason.write());
    }
  }
}
