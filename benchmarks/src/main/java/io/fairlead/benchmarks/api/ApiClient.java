package io.fairlead.benchmarks.api;

import io.fairlead.benchmarks.hub.Hub;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Someone who uses the API over so many connections, with little effort: what the generator takes
/// of the machine, the hub does not have. Thread-safe.
public final class ApiClient implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 60_000;
  private static final int OK = 2;

  private final HttpClient http;
  private final URI api;
  private final String token;

  /// Someone who has the token that may do everything.
  ///
  /// @param connections at most; requests beyond wait for one
  public ApiClient(Vertx vertx, Hub hub, int connections) {
    this.api = hub.api();
    this.token = hub.token();
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setMaxWaitQueueSize(-1)
                .setKeepAlive(true)
                .setDefaultHost(api.getHost())
                .setDefaultPort(api.getPort()));
  }

  /// Creates or replaces what is at a path.
  ///
  /// @param path with its query
  /// @return the answer's body; fails when the answer is no success
  public Future<Buffer> put(String path, Buffer body) {
    return send(HttpMethod.PUT, path, body);
  }

  /// Reads what is at a path.
  ///
  /// @param path with its query
  /// @return the answer's body; fails when the answer is no success
  public Future<Buffer> get(String path) {
    return send(HttpMethod.GET, path, null);
  }

  private Future<Buffer> send(HttpMethod method, String path, @Nullable Buffer body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setURI(path)
            .setTimeout(PATIENCE_MILLIS)
            .putHeader("Authorization", "Bearer " + token)
            .putHeader("Content-Type", "application/json");
    return http.request(options)
        .compose(request -> body == null ? request.send() : request.send(body))
        .compose(
            answer ->
                answer
                    .body()
                    .compose(
                        text ->
                            answer.statusCode() / 100 == OK
                                ? Future.succeededFuture(text)
                                : Future.failedFuture(
                                    "HTTP " + answer.statusCode() + " to " + path + ": " + text)));
  }

  @Override
  public void close() {
    http.close();
  }
}
