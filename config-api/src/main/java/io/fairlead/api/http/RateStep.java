package io.fairlead.api.http;

import io.fairlead.api.auth.Caller;
import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.rate.Allowance;
import io.fairlead.api.rate.RateLimits;
import io.fairlead.api.rate.RequestKind;
import io.fairlead.api.request.ArmException;
import java.util.Locale;
import java.util.Map;

/// Counts a request against its caller's limits, before anything of its body is read, and says in
/// the answer what is left, in ARM's headers: `x-ms-ratelimit-remaining-subscription-reads`, or
/// `…-tenant-reads` where the path names no subscription, and so on for `writes` and `deletes`. As
/// ARM does, it says so of the kind that was asked for alone.
///
/// @param limits of all callers
record RateStep(RateLimits limits) {
  private static final String REMAINING = "x-ms-ratelimit-remaining-";
  private static final String SUBSCRIPTIONS = "/subscriptions/";

  /// @param caller who asks, with whichever token: all that one principal has count together
  /// @throws ArmException (429)
  void count(Exchange exchange, Caller caller) {
    RequestKind kind = RequestKind.of(exchange.request().method().name());
    Allowance allowance = limits.take(caller.id(), kind);
    String path = String.valueOf(exchange.request().path());
    exchange.says(
        REMAINING + scope(path) + "-" + kind.label(), Integer.toString(allowance.remaining()));
    if (!allowance.isAllowed()) {
      String seconds = Long.toString(allowance.retryAfterSeconds());
      throw new ArmException(
          ArmError.of(
              ArmErrorCode.TooManyRequests,
              "This caller's requests are too many (%s). Please try again after '%s' seconds."
                  .formatted(kind.label(), seconds)),
          Map.of("Retry-After", seconds));
    }
  }

  private static String scope(String path) {
    return path.toLowerCase(Locale.ROOT).startsWith(SUBSCRIPTIONS) ? "subscription" : "tenant";
  }
}
