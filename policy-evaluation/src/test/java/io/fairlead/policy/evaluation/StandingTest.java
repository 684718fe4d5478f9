package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a configuration that is as deployed fares.
class StandingTest {
  private static final PolicySet POLICIES = Samples.assigned(Samples.deploy());

  @ParameterizedTest
  @CsvSource({
    // generations behind the current one; empty for none
    // stored, refused, observed, says, compliance, reason
    " ,  ,  , Unknown, Unknown, NotConfirmed",
    "1,  , 1, Compliant, Unknown, NotConfirmed",
    "0,  ,  , Unknown, Unknown, NoStatus",
    "0,  , 1, Compliant, Unknown, Reconciling",
    "0,  , 0, Compliant, Compliant, Confirmed",
    "0, 1, 0, Compliant, Compliant, Confirmed",
    "0,  , 0, NonCompliant, NonCompliant, NotReconciled",
    "0,  , 0, Pending, Unknown, Reconciling",
    "0,  , 0, Suspended, Unknown, Suspended",
    "0,  , 0, Unknown, Unknown, NoStatus",
    "1, 0, 1, Compliant, NonCompliant, Refused",
    "1, 1, 1, Compliant, Unknown, NotConfirmed",
    " ,  , 0, Compliant, Unknown, NotConfirmed",
  })
  void onlyTheCurrentGenerationStoredAndSaidToBeCompliantIsCompliant(
      @Nullable Integer stored,
      @Nullable Integer refused,
      @Nullable Integer observed,
      Compliance says,
      PolicyCompliance compliance,
      Reason reason) {
    // Given
    Ship ship = new Ship().obeying(POLICIES);
    long generation = ship.state("base").generation();
    ship.hears(
        "base",
        new Heard(
            stored == null ? 0 : generation - stored,
            refused == null ? 0 : generation - refused,
            refused == null ? null : "no room",
            observed == null ? 0 : generation - observed,
            says,
            "as it says",
            Samples.ASSIGNED));
    // When
    PolicyVerdict verdict = ship.evaluated(POLICIES).verdicts().getFirst();
    // Then
    assertThat(verdict.compliance()).isEqualTo(compliance);
    assertThat(verdict.reason()).isEqualTo(reason);
    if (reason == Reason.Refused) {
      assertThat(verdict.message()).isEqualTo("no room");
    }
    if (reason == Reason.Confirmed) {
      assertThat(verdict.confirmedAt()).isEqualTo(Samples.ASSIGNED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Compliant, Compliant, Confirmed",
    "Compliant, Pending, Reconciling",
    "Pending, NonCompliant, NotReconciled",
    "NonCompliant, Compliant, NotReconciled",
    "Suspended, Pending, Reconciling",
  })
  void ofSeveralTheWorstDecides(Compliance first, Compliance second, Reason worst) {
    // Given
    String resource = Samples.DEPLOY.substring(Samples.DEPLOY.indexOf("'resources': [{") + 14);
    String body = resource.substring(0, resource.indexOf("}}}}]") + 4);
    PolicySet policies =
        Samples.assigned(
            Samples.definition(
                "deploy",
                Samples.DEPLOY.replace(
                    body, body + ", " + body.replace("\"[parameters('name')]\"", "'second'"))));
    Ship ship = new Ship().obeying(policies).reports("base", first).reports("second", second);
    // When
    PolicyVerdict verdict = ship.evaluated(policies).verdicts().getFirst();
    // Then
    assertThat(verdict.reason()).isEqualTo(worst);
    assertThat(verdict.deployed()).hasSize(2);
  }

  @Test
  void aLongMessageIsCutOff() {
    // Given
    Ship ship = new Ship().obeying(POLICIES);
    long generation = ship.state("base").generation();
    ship.hears(
        "base",
        new Heard(
            generation,
            0,
            null,
            generation,
            Compliance.NonCompliant,
            "x".repeat(5000),
            Samples.NOW));
    // When
    PolicyVerdict verdict = ship.evaluated(POLICIES).verdicts().getFirst();
    // Then
    assertThat(verdict.message()).hasSize(1024).endsWith("…");
  }
}
