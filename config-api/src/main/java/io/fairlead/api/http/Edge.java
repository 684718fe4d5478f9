package io.fairlead.api.http;

import io.fairlead.api.auth.SignIn;
import io.fairlead.api.error.ArmError;
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
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Every request comes in here. In this order: limits, sign-in, the table of operations, a free
/// slot, the body, the operation, the answer; whatever goes wrong ends in an answer in ARM's shape.
/// Thread-safe.
public final class Edge implements Handler<HttpServerRequest> {
  private final Dispatcher dispatcher;
  private final SignIn signIn;
  private final Limits limits;
  private final BooleanSupplier storeAvailable;
  private final Map<String, Answer> open;
  private final RequestLog log;
  private final Semaphore slots;

  /// @param storeAvailable whether the database could be reached lately; while it could not,
  ///     requests that need it are turned away at once
  /// @param open answers that need no sign-in, by path
  public Edge(
      Dispatcher dispatcher,
      SignIn signIn,
      Limits limits,
      BooleanSupplier storeAvailable,
      Map<String, Answer> open,
      RequestLog log) {
    this.dispatcher = dispatcher;
    this.signIn = signIn;
    this.limits = limits;
    this.storeAvailable = storeAvailable;
    this.open = Map.copyOf(open);
    this.log = log;
    this.slots = new Semaphore(limits.concurrent());
  }

  @Override
  public void handle(HttpServerRequest request) {
    var exchange = new Exchange(request, log);
    request.response().exceptionHandler(_ -> {}); // The client has gone; there is no one to tell.
    try {
      accept(exchange);
    } catch (RuntimeException e) {
      refuse(exchange, Failures.answer(e, exchange));
    }
  }

  /// Answers a request that somebody else has judged.
  public void refuse(HttpServerRequest request, Answer answer) {
    refuse(new Exchange(request, log), answer);
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
  private static void refuse(Exchange exchange, Answer answer) {
    exchange.answer(answer);
    BodyReading.discard(exchange.request());
  }

  private void accept(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    checkSize(request);
    String path = request.path();
    if (path == null || !path.startsWith("/")) {
      throw new ArmException(ArmErrorCode.InvalidResourceId, "The path must begin with '/'.");
    }
    Answer unlocked = open.get(path);
    if (unlocked != null
        && Method.of(request.method().name()).filter(Method.GET::equals).isPresent()) {
      refuse(exchange, unlocked);
      return;
    }
    signIn.check(request.getHeader("Authorization"));
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
    if (!slots.tryAcquire()) {
      refuse(exchange, Failures.busy());
      return;
    }
    var headers = headers(request);
    body(request, operation)
        .onItem()
        .transformToUni(
            body ->
                operation
                    .handler()
                    .handle(new ArmRequest(found.parameters(), query, headers, baseUrl, path, body))
                    .ifNoItem()
                    .after(limits.timeout())
                    .fail())
        .onTermination()
        .invoke(slots::release)
        .subscribe()
        .with(exchange::answer, failure -> exchange.answer(Failures.answer(failure, exchange)));
  }

  private Uni<RequestBody> body(HttpServerRequest request, Operation operation) {
    if (!operation.takesBody()) {
      BodyReading.discard(request);
      return Uni.createFrom().item(RequestBody.NONE);
    }
    return BodyReading.read(request, limits.bodyBytes())
        .ifNoItem()
        .after(limits.readTimeout())
        .failWith(
            () ->
                new ArmException(
                    ArmError.of(
                        ArmErrorCode.RequestTimeout, "The body did not arrive completely in time."),
                    Map.of(Exchange.CONNECTION, "close")))
        .onFailure(failure -> !(failure instanceof ArmException))
        .transform(
            _ ->
                new ArmException(
                    ArmErrorCode.InvalidRequestContent, "The body did not arrive completely."));
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
