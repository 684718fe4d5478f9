package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.conformance.agent.Digest;
import io.fairlead.conformance.agent.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {
  private static final String STORE =
      "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/edge/providers/"
          + "Microsoft.Kubernetes/connectedClusters/store-0001/providers/"
          + "Microsoft.KubernetesConfiguration/fluxConfigurations/";

  @Test
  void digestsAreThoseOfTheProtocolsText() {
    // Given the documented members, in any letter case
    Version baseline = new Version(STORE + "Baseline", "6f1c2a7e-5a3b-4a53-9a43-0f1a3c1f2b11", 7);
    Version monitoring =
        new Version(STORE + "monitoring", "b7d1c8ce-0c5e-4f0a-8a64-2d1f0f0d9a02", 12);

    // When they are digested
    List<String> digests =
        List.of(
            Digest.of(List.of()),
            Digest.of(List.of(baseline)),
            Digest.of(List.of(monitoring, baseline)));

    // Then the digests are the documented ones
    assertThat(digests)
        .containsExactly(
            "0".repeat(64) + "-0",
            "698620203557d4c187422d57652dbfca75150722602d5beaed846e0bdf1d8fd1-1",
            "ee77b372395511b83e06535ab2af5da94f19d17f3a3f93e39d880525e511304b-2");
  }
}
