package io.fairlead.api.http;

import io.fairlead.api.access.Access;
import io.fairlead.api.auth.Caller;
import io.fairlead.api.auth.SignIn;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.operation.Dispatcher;
import io.fairlead.api.operation.Method;
import io.fairlead.api.operation.Operation;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.QueryParameters;
import io.fairlead.api.request.RequestBody;
import io.fairlead.api.request.RequestHeaders;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Every request comes in here. In this order: limits, sign-in, the table of operations, the body,
/// a free slot, whether the caller may, the operation, the answer; whatever goes wrong ends in an
/// answer in ARM's shape.
/// The slot is free again when the answer has left: what waits in memory for a client is counted.
/// Thread-safe.
public final class Edge implements Handler<HttpServerRequest> {
  private final Dispatcher dispatcher;
  private final SignIn signIn;
  private final Access access;
  private final Limits limits;
  private final BooleanSupplier storeAvailable;
  private final Map<String, Buffer> open;
  private final RequestLog log;
  private final Semaphore slots;
  private final Semaphore openSlots = new Semaphore(Limits.MOST_OPEN);
  private final BodyBudget bodies;
  private final BodyReading reading;
  private final Vertx vertx;

  /// @param vertx the server's
  /// @param storeAvailable whether the database could be reached lately; while it could not,
  ///     requests that need it are turned away at once
  /// @param open JSON documents that need no sign-in, by path
  public Edge(
      Vertx vertx,
      Dispatcher dispatcher,
      SignIn signIn,
      Access access,
      Limits limits,
      BooleanSupplier storeAvailable,
      Map<String, Buffer> open,
      RequestLog log) {
    this.dispatcher = dispatcher;
    this.signIn = signIn;
    this.access = access;
    this.limits = limits;
    this.storeAvailable = storeAvailable;
    this.open = Map.copyOf(open);
    this.log = log;
    this.slots = new Semaphore(limits.concurrent());
    this.bodies = new BodyBudget(limits.bodyMemory());
    this.reading = new BodyReading(vertx, limits);
    this.vertx = vertx;
  }

  @Override
  public void handle(HttpServerRequest request) {
    var exchange = exchange(request);
    request.response().exceptionHandler(_ -> {}); // The client has gone; there is no one to tell.
    try {
      accept(exchange);
    } catch (RuntimeException e) {
      refuse(exchange, Failures.answer(e, exchange));
    }
  }

  /// Answers a request that somebody else has judged.
  public void refuse(HttpServerRequest request, Answer answer) {
    refuse(exchange(request), answer);
  }

  private Exchange exchange(HttpServerRequest request) {
    return new Exchange(vertx, request, log, limits.writeTimeout());
  }

  /// Answers a request that the framework could not handle.
  ///
  /// @param status the framework's verdict
  public void fail(HttpServerRequest request, int status) {
    ArmErrorCode code =
        switch (status) {
          case 404 -> ArmErrorCode.NotFound;
          case 405 -> ArmErrorCode.MethodNotAllowed;
          case 413 -> ArmErrorCode.RequestEntityTooLarge;
          case 500 -> ArmErrorCode.InternalServerError;
          default -> ArmErrorCode.InvalidResourceId;
        };
    refuse(request, new ArmException(code, "The request could not be handled.").answer());
  }

  /// Answers before the body was read, and lets it run out.
  private void refuse(Exchange exchange, Answer answer) {
    exchange.answer(answer);
    reading.discard(exchange.request());
  }

  private void accept(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    checkSize(request);
    String path = request.path();
    if (path == null || !path.startsWith("/")) {
      throw new ArmException(ArmErrorCode.InvalidResourceId, "The path must begin with '/'.");
    }
    Buffer document = open.get(path);
    if (document != null
        && Method.of(request.method().name()).filter(Method.GET::equals).isPresent()) {
      take(openSlots, exchange);
      exchange.answer(document);
      reading.discard(request);
      return;
    }
    // The request's body waits meanwhile: it is paused until somebody reads it.
    signIn
        .check(request.getHeader("Authorization"))
        .subscribe()
        .with(
            caller -> {
              try {
                accept(exchange, path, caller);
              } catch (RuntimeException e) {
                refuse(exchange, Failures.answer(e, exchange));
              }
            },
            failure -> refuse(exchange, Failures.answer(failure, exchange)));
  }

  private void accept(Exchange exchange, String path, Caller caller) {
    HttpServerRequest request = exchange.request();
    var query = QueryParameters.parse(orEmpty(request.query()));
    var found = dispatcher.find(request.method().name(), path, query);
    var operation = found.operation();
    exchange.runs(operation.id());
    if (operation.takesBody()) {
      BodyReading.checkType(request, operation.method() == Method.PATCH);
    }
    String baseUrl = baseUrl(request);
    if (operation.needsStore() && !storeAvailable.getAsBoolean()) {
      refuse(exchange, Failures.unavailable());
      return;
    }
    var headers = headers(request);
    body(exchange, operation)
        .onItem()
        .transformToUni(
            body -> {
              take(slots, exchange);
              // The one place where it is asked whether the caller may.
              return access
                  .allow(caller, operation.permission(), found.scope())
                  .flatMap(
                      allowed ->
                          operation
                              .handler()
                              .handle(
                                  new ArmRequest(
                                      found.parameters(),
                                      query,
                                      headers,
                                      baseUrl,
                                      path,
                                      body,
                                      allowed)))
                  .ifNoItem()
                  .after(limits.timeout())
                  .fail();
            })
        .subscribe()
        .with(exchange::answer, failure -> exchange.answer(Failures.answer(failure, exchange)));
  }

  /// @throws ArmException (503) when there is no slot
  private static void take(Semaphore slots, Exchange exchange) {
    if (!slots.tryAcquire()) {
      throw Failures.busy();
    }
    exchange.keeps(slots::release);
  }

  private Uni<RequestBody> body(Exchange exchange, Operation operation) {
    if (!operation.takesBody()) {
      reading.discard(exchange.request());
      return Uni.createFrom().item(RequestBody.NONE);
    }
    BodyBudget.Share share = bodies.share();
    exchange.keeps(share::giveBack);
    return reading.read(exchange.request(), share);
  }

  private void checkSize(HttpServerRequest request) {
    if (request.uri().length() > limits.urlCharacters()) {
      throw new ArmException(
          ArmErrorCode.RequestUriTooLong,
          "The URL is too long; at most " + limits.urlCharacters() + " characters are allowed.");
    }
    long size = 0;
    for (Map.Entry<String, String> header : request.headers()) {
      size += header.getKey().length() + header.getValue().length();
    }
    if (size > limits.headerCharacters()) {
      throw new ArmException(
          ArmErrorCode.RequestHeaderFieldsTooLarge,
          "The headers are too long; at most "
              + limits.headerCharacters()
              + " characters are allowed.");
    }
  }

  private static String baseUrl(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null || authority.host().isEmpty()) {
      throw new ArmException(
          ArmErrorCode.InvalidHeader, "The request must name this host as 'host[:port]'.", "Host");
    }
    return request.scheme() + "://" + authority;
  }

  private static RequestHeaders headers(HttpServerRequest request) {
    Map<String, String> values = new HashMap<>();
    for (String name : request.headers().names()) {
      values.put(name, String.join(",", request.headers().getAll(name)));
    }
    return new RequestHeaders(values);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
