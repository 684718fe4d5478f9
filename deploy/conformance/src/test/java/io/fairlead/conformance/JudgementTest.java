package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.conformance.checks.Checks;
import io.fairlead.conformance.fake.FakeHub;
import io.fairlead.conformance.fake.Flaw;
import io.fairlead.conformance.kit.Check;
import io.fairlead.conformance.kit.Outcome;
import io.fairlead.conformance.kit.Result;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The kit against a hub in memory: a kit that cannot fail is worth nothing.
@Execution(ExecutionMode.CONCURRENT)
class JudgementTest {
  @Test
  void aHubThatKeepsTheRulesFailsNoCheckAndIsLeftAsItWas() throws Exception {
    try (FakeHub hub = new FakeHub(null)) {
      // Given all checks but those that wait for minutes
      List<Check> checks =
          Checks.all().stream().filter(check -> check.turn() != Check.Turn.FIRST).toList();

      // When they judge it
      List<Result> results = judge(hub, checks);

      // Then none has failed, what is not judged is so for a reason, and no cluster is left
      assertThat(results).hasSameSizeAs(checks);
      assertThat(results)
          .extracting(Result::outcome)
          .noneMatch(outcome -> outcome instanceof Outcome.Failed);
      assertThat(results)
          .filteredOn(result -> result.outcome() instanceof Outcome.NotJudged)
          .hasSizeLessThan(12);
      assertThat(hub.clusters()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void aBrokenRuleIsNoticedByItsCheck(Flaw flaw) throws Exception {
    try (FakeHub hub = new FakeHub(flaw)) {
      // Given the check of the rule that the hub breaks
      List<Check> checks = Checks.meantBy(flaw.check());

      // When it judges the hub
      List<Result> results = judge(hub, checks);

      // Then it fails and tells what was expected and what was said
      assertThat(results).hasSize(1);
      assertThat(results.getFirst().outcome())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.expected()).isNotBlank();
                assertThat(failed.actual()).isNotBlank();
                assertThat(failed.exchange()).isNotEmpty().noneMatch(JudgementTest::hasToken);
              });
    }
  }

  /// A token's header always begins like that.
  private static boolean hasToken(@Nullable String line) {
    return line != null && line.contains("eyJ");
  }

  private static List<Result> judge(FakeHub hub, List<Check> checks)
      throws IOException, InterruptedException {
    try (Conformance conformance = Conformance.with(hub.gatewayUri(), hub.apiUri(), "token")) {
      return conformance.judge(checks, result -> {});
    }
  }
}
