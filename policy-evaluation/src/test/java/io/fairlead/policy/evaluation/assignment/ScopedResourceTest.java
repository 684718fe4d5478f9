package io.fairlead.policy.evaluation.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import org.junit.jupiter.api.Test;

/// A resource as scopes see it.
class ScopedResourceTest {
  @Test
  void namesThatLookLikePartsOfAnIdAreNames() {
    // Given
    ResourceId cluster =
        ResourceId.cluster("resourceGroups", "Providers", "A.B/connectedClusters", "X");
    // When
    ScopedResource resource = ScopedResource.of(cluster.extension("C.D/e", "y"), "East US 2");
    // Then
    assertThat(resource.scopes())
        .containsExactly(
            "/subscriptions/resourcegroups",
            "/subscriptions/resourcegroups/resourcegroups/providers",
            cluster.key());
    assertThat(resource.type()).isEqualTo("c.d/e");
    assertThat(resource.location()).isEqualTo("eastus2");
  }
}
