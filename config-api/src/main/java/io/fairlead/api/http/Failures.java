package io.fairlead.api.http;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.Paging;
import io.fairlead.api.work.StoreFailedException;
import io.fairlead.api.work.StoreTimedOutException;
import io.fairlead.api.work.StoreUnavailableException;
import io.fairlead.store.InvalidPageTokenException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.sqlclient.DatabaseException;
import java.util.Map;
import java.util.StringJoiner;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What a client is told of a failure: never a class name, never a stack trace.
final class Failures {
  private static final Logger LOG = Logger.getLogger(Failures.class);
  private static final String RETRY_AFTER = "Retry-After";
  private static final int LONGEST_CHAIN = 16;

  private Failures() {}

  /// The answer to a request that failed thus.
  static Answer answer(Throwable failure, Exchange exchange) {
    return switch (failure) {
      case ArmException expected -> expected.answer();
      case InvalidPageTokenException _ -> Paging.wrongToken().answer();
      case StoreTimedOutException slow -> {
        LOG.warnf(
            "store timed out requestId=%s operation=%s cause=%s",
            exchange.requestId(), exchange.operation(), describe(slow.getCause()));
        yield new ArmException(
                ArmErrorCode.GatewayTimeout,
                "The database took too long for this request and ended it. Ask for less, such as a"
                    + " smaller scope or a smaller '$top', or again later.")
            .answer()
            .with(RETRY_AFTER, "2");
      }
      case StoreUnavailableException unavailable -> {
        LOG.warnf(
            "store unavailable requestId=%s operation=%s cause=%s",
            exchange.requestId(), exchange.operation(), describe(unavailable.getCause()));
        yield unavailable();
      }
      case StoreFailedException fault -> {
        LOG.errorf(
            "store failed requestId=%s operation=%s cause=%s",
            exchange.requestId(), exchange.operation(), describe(fault.getCause()));
        yield fault();
      }
      case TimeoutException _ -> {
        LOG.warnf(
            "request timed out requestId=%s operation=%s",
            exchange.requestId(), exchange.operation());
        yield new ArmException(
                ArmErrorCode.GatewayTimeout,
                "The request was not answered in time. It may have been carried out; sending it"
                    + " again is safe.")
            .answer()
            .with(RETRY_AFTER, "2");
      }
      default -> {
        LOG.errorf(
            failure,
            "request failed requestId=%s operation=%s",
            exchange.requestId(),
            exchange.operation());
        yield fault();
      }
    };
  }

  private static Answer fault() {
    return new ArmException(
            ArmErrorCode.InternalServerError,
            "The server failed on this request. Its operator finds the reason in the log under the"
                + " request id.")
        .answer();
  }

  /// The answer while the database cannot be asked.
  static Answer unavailable() {
    return new ArmException(
            ArmErrorCode.ServiceUnavailable,
            "The database cannot be reached now. The same request may succeed later.")
        .answer()
        .with(RETRY_AFTER, "2");
  }

  /// When as many requests are worked on as may be.
  static ArmException busy() {
    return new ArmException(
        ArmError.of(
            ArmErrorCode.ServiceUnavailable,
            "The server is busy. The same request may succeed later."),
        Map.of(RETRY_AFTER, "1"));
  }

  /// The kinds of the failure and of its causes, and where it began. Messages of drivers may quote
  /// values, so they are left out.
  private static String describe(@Nullable Throwable failure) {
    StringJoiner kinds = new StringJoiner(" < ");
    String origin = "";
    Throwable cause = failure;
    for (int i = 0; cause != null && i < LONGEST_CHAIN; i++) {
      String state = cause instanceof DatabaseException d ? "[" + d.getSqlState() + "]" : "";
      kinds.add(cause.getClass().getSimpleName() + state);
      StackTraceElement[] trace = cause.getStackTrace();
      origin = trace.length == 0 ? origin : " at " + trace[0];
      cause = cause.getCause();
    }
    return failure == null ? "unknown" : kinds + origin;
  }
}
