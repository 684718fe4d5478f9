package io.fairlead.conformance.checks;

import static io.fairlead.conformance.agent.ExpectationFailedException.require;

import io.fairlead.conformance.agent.Cluster;
import io.fairlead.conformance.agent.ClusterKey;
import io.fairlead.conformance.agent.ExpectationFailedException;
import io.fairlead.conformance.agent.Token;
import io.fairlead.conformance.kit.Bench;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.wire.HttpAnswer;
import io.fairlead.conformance.wire.UpgradeRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Tokens: their times, and how an agent with a wrong clock gets in all the same.
final class TokenTimeChecks {
  private static final int UNAUTHORIZED = 401;
  private static final Duration MOST_APART = Duration.ofSeconds(30);

  private TokenTimeChecks() {}

  static List<Check> all() {
    return List.of(
        refused(
            "exp-past",
            "A token that expired a minute ago is refused with TokenExpired",
            "TokenExpired",
            "exp",
            -60),
        accepted(
            "exp-just-past",
            "A token that expired 15 s ago is accepted, as clocks differ",
            "exp",
            -15),
        refused(
            "exp-too-far",
            "A token that is valid for 345 s is refused with TokenLivesTooLong",
            "TokenLivesTooLong",
            "exp",
            345),
        accepted("exp-farthest", "A token that is valid for 295 s is accepted", "exp", 295),
        accepted(
            "exp-just-too-far",
            "A token that is valid for 315 s is accepted, as clocks differ",
            "exp",
            315),
        refused(
            "nbf-future",
            "A token that becomes valid in a minute is refused with TokenNotYetValid",
            "TokenNotYetValid",
            "nbf",
            60),
        accepted("nbf-just-future", "An nbf 15 s ahead is accepted, as clocks differ", "nbf", 15),
        refused(
            "iat-future",
            "A token issued a minute ahead is refused with TokenNotYetValid",
            "TokenNotYetValid",
            "iat",
            60),
        Check.of(
            "3.1-iat-missing",
            "iat and nbf are optional",
            bench -> {
              Cluster cluster = bench.cluster();
              bench
                  .connectWith(() -> bench.token(cluster).claims(claims -> claims.remove("iat")))
                  .close();
            }),
        Check.of(
            "3.1-exp-missing",
            "A token with a missing exp is refused with TokenMalformed",
            bench -> {
              Cluster cluster = bench.cluster();
              bench.expectTokenRefusal(
                  "TokenMalformed",
                  () -> bench.token(cluster).claims(claims -> claims.remove("exp")));
            }),
        Check.of(
            "3.2-times-only-to-the-authentic",
            "What is wrong with a token's times is only said when its signature is right",
            TokenTimeChecks::strangersLearnNothing),
        Check.of(
            "3.1-date", "The header Date of a refusal is the hub's time", TokenTimeChecks::date),
        Check.of(
            "3.1-clock-correction",
            "An agent whose clock is a day behind gets in by the Date of its first refusal",
            TokenTimeChecks::clockCorrection));
  }

  private static Check refused(String name, String rule, String code, String claim, int seconds) {
    return Check.of(
        "3.1-" + name,
        rule,
        bench -> {
          Cluster cluster = bench.cluster();
          bench.expectTokenRefusal(code, () -> with(bench, cluster, claim, seconds));
        });
  }

  private static Check accepted(String name, String rule, String claim, int seconds) {
    return Check.of(
        "3.1-" + name,
        rule,
        bench -> {
          Cluster cluster = bench.cluster();
          bench.connectWith(() -> with(bench, cluster, claim, seconds)).close();
        });
  }

  private static Token with(Bench bench, Cluster cluster, String claim, int seconds) {
    long at = bench.now().getEpochSecond() + seconds;
    return bench.token(cluster).claims(claims -> claims.put(claim, at));
  }

  private static void strangersLearnNothing(Bench bench) throws InterruptedException {
    Cluster cluster = bench.cluster();
    ClusterKey other = ClusterKey.create();
    bench.expectTokenRefusal(
        "NotAuthentic",
        () -> Token.of(cluster, bench.now().minus(Duration.ofDays(1))).signedBy(other));
  }

  private static void date(Bench bench) throws InterruptedException {
    HttpAnswer answer =
        bench.expectRefusal(UNAUTHORIZED, "TokenMissing", () -> UpgradeRequest.authorized(null));
    Duration apart = Duration.between(dateOf(answer), bench.now()).abs();
    require(
        apart.compareTo(MOST_APART) <= 0,
        "a Date at most 30 s from the hub's time " + bench.now(),
        answer.header("Date").orElse("none"));
  }

  private static void clockCorrection(Bench bench) throws InterruptedException {
    Cluster cluster = bench.cluster();
    Duration behind = Duration.ofDays(1);
    HttpAnswer refusal =
        bench.expectTokenRefusal(
            "TokenExpired", () -> Token.of(cluster, bench.now().minus(behind)));
    Instant edge = bench.now().minus(behind);
    Duration difference = Duration.between(edge, dateOf(refusal));
    bench.connectWith(() -> Token.of(cluster, bench.now().minus(behind).plus(difference))).close();
  }

  private static Instant dateOf(HttpAnswer answer) {
    String date = answer.header("Date").orElse("");
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (DateTimeException e) {
      throw new ExpectationFailedException("a Date as HTTP writes it", date);
    }
  }
}
