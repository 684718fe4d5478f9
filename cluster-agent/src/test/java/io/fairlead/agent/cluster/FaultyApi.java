package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.client.Config;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stands before an API server, forwards everything, watches too, and can be cut, slow or failing.
///
/// Speaks plain HTTP, to this machine alone. Whoever brings a bearer token is that to the server;
/// whoever brings none may do everything. What is chosen at random is chosen by the seed, in the
/// order in which calls arrive. Thread-safe.
public final class FaultyApi implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;
  private static final String JSON = "application/json";
  private static final String APPLY = "application/apply-patch+yaml";

  private record Mood(double share, List<Fault> faults) {
    static final Mood GOOD = new Mood(0, List.of());
  }

  private record Spot(String verb, String inPath, Fault fault) {
    boolean is(Calls.Sort sort) {
      return sort.verb().equals(verb) && sort.path().contains(inPath);
    }
  }

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
  private final Calls calls = new Calls();
  private final Random random;
  private final Upstream upstream;
  private final HttpServer server;
  private final Kubeconfig kubeconfig;
  private volatile boolean cut;
  private volatile Duration delay = Duration.ZERO;
  private volatile Mood mood = Mood.GOOD;
  private volatile @Nullable Spot spot;
  private volatile @Nullable HeldCalls held;

  private FaultyApi(Config server, long seed) {
    this.random = new Random(seed);
    this.upstream = new Upstream(vertx, server, calls);
    // A connection that is closed is reset, so that it looks like a fault and not like an end.
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setSoLinger(0).setHttp2ClearTextEnabled(false))
            .connectionHandler(this::opened)
            .requestHandler(this::handle);
    result(this.server.listen(0, "127.0.0.1"));
    this.kubeconfig =
        Kubeconfig.of(address(), Objects.requireNonNullElse(server.getNamespace(), "default"));
  }

  /// One that works so far.
  ///
  /// @param server what it forwards to, and as whom
  public static FaultyApi before(Config server, long seed) {
    return new FaultyApi(server, seed);
  }

  /// What is dialled instead of the API server.
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /// The path of a kubeconfig that leads here.
  public Path kubeconfig() {
    return kubeconfig.path();
  }

  /// A client's configuration that leads here.
  public Config config() {
    return Config.fromKubeconfig(kubeconfig.path().toFile());
  }

  /// Resets every connection, and every new one at once, until [#restore()].
  public void cut() {
    cut = true;
    interrupt();
  }

  /// Resets every connection; new ones can be made.
  public void interrupt() {
    open.forEach(HttpConnection::close);
  }

  /// Makes it work again: neither cut, nor slow, nor failing, nor holding any call.
  public void restore() {
    delay = Duration.ZERO;
    mood = Mood.GOOD;
    spot = null;
    cut = false;
    HeldCalls former = held;
    held = null;
    if (former != null) {
      former.letAllGo();
    }
  }

  /// Has every call from now on wait before it is forwarded or answered.
  public void delay(Duration duration) {
    delay = duration;
  }

  /// Has a share of the calls from now on answered with one of the faults. A call that the chosen
  /// fault does not fit is forwarded.
  ///
  /// @param share 0 for none, 1 for all
  public void answer(double share, Fault... faults) {
    mood = new Mood(share, List.of(faults));
  }

  /// Has every call of that verb whose path has that in it answered with a fault from now on.
  ///
  /// @param verb as [Calls.Sort] has it
  public void answer(String verb, String inPath, Fault fault) {
    spot = new Spot(verb, inPath, fault);
  }

  /// Keeps every call of that verb to that path from now on, until the test lets it go.
  ///
  /// @param verb as [Calls.Sort] has it
  /// @param pathEnd how the path ends
  /// @param at whether the server hears of it at once, and its answer is kept
  public HeldCalls hold(String verb, String pathEnd, HeldCalls.At at) {
    var kept = new HeldCalls(vertx, verb, pathEnd, at);
    held = kept;
    return kept;
  }

  /// What was called so far.
  public Calls calls() {
    return calls;
  }

  @Override
  public void close() {
    cut();
    result(vertx.close());
    kubeconfig.close();
  }

  private void opened(HttpConnection connection) {
    if (cut) {
      connection.close();
      return;
    }
    open.add(connection);
    connection.closeHandler(_ -> open.remove(connection));
  }

  private void handle(HttpServerRequest request) {
    var sort = new Calls.Sort(verb(request), String.valueOf(request.path()));
    calls.add(sort);
    HeldCalls holding = held;
    HeldCalls keeper = holding != null && holding.takes(sort) ? holding : null;
    Runnable answer =
        () ->
            upstream.forward(
                request,
                keeper != null && keeper.at() == HeldCalls.At.ANSWER
                    ? keeper::keep
                    : Runnable::run);
    Mood now = mood;
    if (random.nextDouble() < now.share()) {
      Fault fault = now.faults().get(random.nextInt(now.faults().size()));
      if (fault.fits(sort.verb())) {
        answer = () -> fail(request, fault);
      }
    }
    Spot sore = spot;
    if (sore != null && sore.is(sort)) {
      answer = () -> fail(request, sore.fault());
    }
    long millis = delay.toMillis();
    if (keeper != null && keeper.at() == HeldCalls.At.CALL) {
      request.pause();
      keeper.keep(answer);
    } else if (millis == 0) {
      answer.run();
    } else {
      Runnable later = answer;
      request.pause();
      vertx.setTimer(millis, _ -> later.run());
    }
  }

  private void fail(HttpServerRequest request, Fault fault) {
    calls.addFault();
    // The body is read to its end, so that the connection can be used again.
    request.body();
    request.resume();
    var response = request.response().setStatusCode(fault.status());
    Duration retryAfter = fault.retryAfter();
    if (retryAfter != null) {
      response.putHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(fault.body(calls.faults()));
  }

  private static String verb(HttpServerRequest request) {
    MultiMap headers = request.headers();
    String method = request.method().name();
    if (method.equals("GET") && isTrue(request.getParam("watch"))) {
      return "WATCH";
    }
    if (method.equals("PATCH")
        && String.valueOf(headers.get(HttpHeaders.CONTENT_TYPE)).startsWith(APPLY)) {
      return "APPLY";
    }
    return method;
  }

  private static boolean isTrue(@Nullable String parameter) {
    return "true".equals(parameter) || "1".equals(parameter);
  }

  private static <T> T result(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
