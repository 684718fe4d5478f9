package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/// The way from a [FaultyApi] to its API server: forwards one call after the other as it is.
final class Upstream {
  /// Watches keep a connection each.
  private static final int CONNECTIONS = 1000;

  private static final int SWITCHING = 101;
  private static final int BAD_GATEWAY = 502;

  private final Config config;
  private final Calls calls;
  private final URI server;
  private final HttpClient asOwner;
  private final HttpClient asCaller;

  Upstream(Vertx vertx, Config config, Calls calls) {
    this.config = config;
    this.calls = calls;
    this.server = URI.create(config.getMasterUrl());
    this.asOwner = vertx.createHttpClient(options(config, true));
    this.asCaller = vertx.createHttpClient(options(config, false));
  }

  /// Asks the server what is asked here, and answers what it answers. A failure on the way resets
  /// the caller's connection.
  ///
  /// @param gate runs what passes an answer on, at once or later
  void forward(HttpServerRequest request, Consumer<Runnable> gate) {
    boolean upgrade = request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    boolean known = request.headers().contains(HttpHeaders.AUTHORIZATION);
    request.pause();
    (known ? asCaller : asOwner)
        .request(options(request, known))
        .onSuccess(
            call -> {
              request.response().closeHandler(_ -> call.reset());
              if (upgrade) {
                tunnel(request, call);
              } else {
                relay(request, call, gate);
              }
            })
        .onFailure(
            _ -> {
              request.resume();
              request.response().setStatusCode(BAD_GATEWAY).end();
            });
  }

  private void relay(HttpServerRequest request, HttpClientRequest call, Consumer<Runnable> gate) {
    request
        .body()
        .compose(
            body -> {
              calls.addToServer(body.length());
              return body.length() == 0 ? call.send() : call.send(body);
            })
        .onSuccess(
            answer -> {
              answer.pause();
              gate.accept(() -> answer(request.response(), answer));
            })
        .onFailure(_ -> request.connection().close());
    request.resume();
  }

  private void answer(HttpServerResponse response, HttpClientResponse answer) {
    copyHead(answer, response);
    if (!answer.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.setChunked(true);
      // Whoever watches wants to know at once that the watch stands.
      response.write(Buffer.buffer());
    }
    copy(answer, response, calls::addFromServer);
    answer.endHandler(_ -> response.end());
  }

  private void tunnel(HttpServerRequest request, HttpClientRequest call) {
    call.connect()
        .onSuccess(
            answer -> {
              if (answer.statusCode() == SWITCHING) {
                copyHead(answer, request.response());
                request
                    .toNetSocket()
                    .onSuccess(caller -> join(caller, answer.netSocket()))
                    .onFailure(_ -> answer.netSocket().close());
              } else {
                request.resume();
                answer(request.response(), answer);
              }
            })
        .onFailure(_ -> request.connection().close());
  }

  private void join(NetSocket caller, NetSocket callee) {
    caller.closeHandler(_ -> callee.close());
    callee.closeHandler(_ -> caller.close());
    copy(caller, callee, calls::addToServer);
    copy(callee, caller, calls::addFromServer);
  }

  private static void copy(ReadStream<Buffer> from, WriteStream<Buffer> to, IntConsumer counter) {
    from.handler(
        bytes -> {
          counter.accept(bytes.length());
          to.write(bytes);
          if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(_ -> from.resume());
          }
        });
    from.resume();
  }

  private static void copyHead(HttpClientResponse from, HttpServerResponse to) {
    to.setStatusCode(from.statusCode());
    to.headers().setAll(from.headers()).remove(HttpHeaders.TRANSFER_ENCODING);
  }

  private RequestOptions options(HttpServerRequest request, boolean known) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().setAll(request.headers());
    headers.remove(HttpHeaders.HOST).remove(HttpHeaders.TRANSFER_ENCODING);
    if (!headers.contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)) {
      // Offers between the caller and this proxy, such as HTTP/2.
      headers.remove(HttpHeaders.UPGRADE).remove(HttpHeaders.CONNECTION).remove("HTTP2-Settings");
    }
    String token = config.getOauthToken();
    if (!known && token != null) {
      headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }
    return new RequestOptions()
        .setMethod(request.method())
        .setHost(server.getHost())
        .setPort(server.getPort())
        .setSsl(isTls())
        .setURI(request.uri())
        .setHeaders(headers);
  }

  private boolean isTls() {
    return server.getScheme().equals("https");
  }

  private HttpClientOptions options(Config config, boolean identified) {
    var options = new HttpClientOptions().setMaxPoolSize(CONNECTIONS);
    if (!isTls()) {
      return options;
    }
    try {
      options.setTrustOptions(TrustOptions.wrap(SSLUtils.trustManagers(config)[0]));
      KeyManager[] keys =
          Objects.requireNonNullElse(SSLUtils.keyManagers(config), new KeyManager[0]);
      if (identified && keys.length > 0) {
        options.setKeyCertOptions(KeyCertOptions.wrap((X509KeyManager) keys[0]));
      }
      return options;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no TLS to " + server, e);
    }
  }
}
