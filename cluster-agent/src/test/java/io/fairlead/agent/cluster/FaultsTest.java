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
}
