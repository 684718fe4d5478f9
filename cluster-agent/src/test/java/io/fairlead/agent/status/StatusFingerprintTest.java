package io.fairlead.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fairlead.agent.object.Verdict;
import io.fairlead.contract.event.Compliance;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusFingerprintTest {
  private static final Verdict VERDICT = verdict(Compliance.Pending, "m", "r", "True", "12:00");

  @Test
  void isTheSameForAVerdictThatDiffersInTimesAlone() {
    // Given
    Verdict later = verdict(Compliance.Pending, "m", "r", "True", "12:10");
    // When
    String fingerprint = StatusFingerprint.of(later, "key");
    // Then
    assertThat(fingerprint).isEqualTo(StatusFingerprint.of(VERDICT, "key"));
  }

  @Test
  void isTheSameInEveryProcess() {
    // Given
    Verdict plain = Verdict.of(Compliance.Pending, "m");
    // When
    String fingerprint = StatusFingerprint.of(plain, null);
    // Then
    assertThat(fingerprint)
        .isEqualTo("233604ed40133b44254af81c9cc1d847c4177a7f62a13774544db2d46d4f505a");
  }

  @ParameterizedTest
  @MethodSource("news")
  void isAnotherForNews(Verdict news) {
    // When
    String fingerprint = StatusFingerprint.of(news, "key");
    // Then
    assertThat(fingerprint).isNotEqualTo(StatusFingerprint.of(VERDICT, "key"));
  }

  static Stream<Verdict> news() {
    return Stream.of(
        verdict(Compliance.Compliant, "m", "r", "True", "12:00"),
        verdict(Compliance.Pending, "other", "r", "True", "12:00"),
        verdict(Compliance.Pending, "m", "other", "True", "12:00"),
        verdict(Compliance.Pending, "m", "r", "False", "12:00"),
        Verdict.of(Compliance.Pending, "m"));
  }

  @Test
  void isAnotherForAnotherKey() {
    // When
    String fingerprint = StatusFingerprint.of(VERDICT, null);
    // Then
    assertThat(fingerprint).isNotEqualTo(StatusFingerprint.of(VERDICT, "key"));
  }

  @Test
  void leavesTheVerdictAsItIs() {
    // Given
    Verdict verdict = verdict(Compliance.Pending, "m", "r", "True", "12:00");
    // When
    StatusFingerprint.of(verdict, null);
    // Then
    assertThat(verdict).isEqualTo(VERDICT);
  }

  private static Verdict verdict(
      Compliance compliance, String message, String revision, String ready, String time) {
    String at = "2026-11-25T" + time + ":00Z";
    return new Verdict(
        compliance,
        message,
        revision,
        Instant.parse(at),
        (ArrayNode)
            Seen.json(
                """
                [{'name':'web','statusConditions':[
                  {'type':'Ready','status':'%s','lastTransitionTime':'%s'}]}]
                """
                    .formatted(ready, at)));
  }
}
