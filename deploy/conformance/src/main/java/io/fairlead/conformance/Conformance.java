package io.fairlead.conformance;

import io.fairlead.conformance.arm.ArmAnswer;
import io.fairlead.conformance.arm.ArmClient;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.kit.Hub;
import io.fairlead.conformance.kit.Result;
import io.fairlead.conformance.kit.Runner;
import io.fairlead.conformance.wire.Attempt;
import io.fairlead.conformance.wire.GatewayAddress;
import io.fairlead.conformance.wire.UpgradeRequest;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One run against one hub. All that it makes there is deleted when it ends, however it ends.
public final class Conformance implements AutoCloseable {
  private static final int OK = 200;

  private final Hub hub;

  private Conformance(Hub hub) {
    this.hub = hub;
  }

  /// Makes sure that the gateway and the API answer.
  ///
  /// @param token the API's bearer token
  /// @throws UnreachableException when one of them does not
  /// @throws InterruptedException when told to stop
  public static Conformance with(URI gateway, URI api, String token) throws InterruptedException {
    ArmClient arm = new ArmClient(api, token);
    GatewayAddress address = new GatewayAddress(gateway);
    try {
      Optional<String> date = hubDate(arm, api);
      Attempt attempt = address.attempt(UpgradeRequest.authorized(null));
      Duration ahead =
          date.or(() -> attempt.answer().header("Date"))
              .map(Conformance::ahead)
              .orElse(Duration.ZERO);
      return new Conformance(new Hub(address, arm, ahead));
    } catch (IOException e) {
      arm.close();
      throw new UnreachableException("the gateway at " + gateway + " cannot be reached: " + e);
    } catch (UnreachableException e) {
      arm.close();
      throw e;
    }
  }

  private static Optional<String> hubDate(ArmClient arm, URI api) throws InterruptedException {
    ArmAnswer answer;
    try {
      answer = arm.probe();
    } catch (IOException e) {
      throw new UnreachableException("the API at " + api + " cannot be reached: " + e);
    }
    if (answer.status() != OK) {
      throw new UnreachableException(
          "the API at %s cannot be used: it answers %d %s"
              .formatted(api, answer.status(), answer.text("/error/code")));
    }
    return answer.date();
  }

  private static Duration ahead(String date) {
    try {
      Instant hub = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
      return Duration.between(Instant.now(), hub);
    } catch (DateTimeException _) {
      return Duration.ZERO;
    }
  }

  /// Judges.
  ///
  /// @param listener told of each result as it is there
  /// @return all results in the checks' order
  /// @throws InterruptedException when told to stop
  public List<Result> judge(List<Check> checks, Consumer<Result> listener)
      throws InterruptedException {
    return new Runner(hub, listener).run(checks);
  }

  @Override
  public void close() {
    hub.close();
  }
}
