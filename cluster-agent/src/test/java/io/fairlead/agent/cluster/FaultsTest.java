package io.fairlead.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  @ParameterizedTest
  @CsvSource({
    "500, failed to create typed patch object: .spec.recurseSubmodules: expected boolean, true",
    "500, etcdserver: request timed out, false",
    "409, failed to create typed patch object, false",
  })
  void tellsAnObjectOfAnotherShapeFromAFailureOfTheServer(
      int code, String message, boolean expected) {
    // Given
    var failure =
        new KubernetesClientException(
            new StatusBuilder().withCode(code).withMessage(message).build());
    // When
    boolean isMisfit = Faults.isMisfit(failure);
    // Then
    assertThat(isMisfit).isEqualTo(expected);
  }

  /// Without an answer the client gives 0, or -1 where a connection broke in the middle.
  @ParameterizedTest
  @CsvSource({"0, true", "-1, true", "409, true", "429, true", "503, true", "403, false"})
  void tellsWhatMaySucceedLater(int code, boolean expected) {
    // Given
    var failure = new KubernetesClientException("", code, null);
    // When
    boolean passes = Faults.passes(failure);
    // Then
    assertThat(passes).isEqualTo(expected);
  }
}
