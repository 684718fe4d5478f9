package io.fairlead.gateway.server;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bounds what a compressed WebSocket frame may grow to.
///
/// A frame of 256 KiB can be made to inflate to a thousand times that, and it does so before
/// anybody
/// sees a length. Netty's decoder can be bounded; Vert.x makes it without a bound and has no option
/// for it, so that it is replaced here by one that was negotiated alike.
final class BoundedInflation {
  private static final Logger LOGGER = LoggerFactory.getLogger(BoundedInflation.class);
  private static final int COMPRESSION_LEVEL = 6;

  private BoundedInflation() {}

  /// Bounds an upgraded connection.
  ///
  /// @param request what it was upgraded from
  /// @param maxBytes a frame may have, inflated
  static void apply(HttpServerRequest request, int maxBytes) {
    if (!(request.connection() instanceof ConnectionBase connection)) {
      LOGGER.warn("connection of another kind, inflation is not bounded");
      return;
    }
    ChannelPipeline pipeline = connection.channel().pipeline();
    for (Map.Entry<String, ChannelHandler> handler : pipeline) {
      if (handler.getValue() instanceof WebSocketExtensionDecoder) {
        WebSocketExtensionDecoder bounded = negotiatedAlike(request, maxBytes);
        if (bounded != null) {
          pipeline.replace(handler.getKey(), handler.getKey(), bounded);
        }
        return;
      }
    }
  }

  private static @Nullable WebSocketExtensionDecoder negotiatedAlike(
      HttpServerRequest request, int maxBytes) {
    var handshaker =
        new PerMessageDeflateServerExtensionHandshaker(
            COMPRESSION_LEVEL,
            ZlibCodecFactory.isSupportingWindowSizeAndMemLevel(),
            PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
            true,
            true,
            maxBytes);
    String offered = request.getHeader("Sec-WebSocket-Extensions");
    if (offered == null) {
      return null;
    }
    for (WebSocketExtensionData extension : WebSocketExtensionUtil.extractExtensions(offered)) {
      @Nullable WebSocketServerExtension accepted = handshaker.handshakeExtension(extension);
      if (accepted != null) {
        return accepted.newExtensionDecoder();
      }
    }
    return null;
  }
}
