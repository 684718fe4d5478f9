package io.fairlead.store;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.SUBSCRIPTION;
import static io.fairlead.store.Samples.USER;
import static io.fairlead.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.embedded.Backing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class ResourceGroupTest {
  @Test
  void aGroupMayBeWrittenWhileItsFirstClustersCreateIt() throws Exception {
    try (StoreUnderTest store = new StoreUnderTest(Backing.shared().newDatabase())) {
      for (int i = 0; i < 40; i++) {
        // Given
        String name = "group" + i;
        ResourceGroupWrite group =
            new ResourceGroupWrite(SUBSCRIPTION, name, "westeurope", Map.of("site", "7"), USER);

        // When
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (int cluster = 0; cluster < 3; cluster++) {
          ResourceId id = ResourceId.cluster(SUBSCRIPTION, name, Samples.CLUSTERS, "c" + cluster);
          writes.add(store.start(() -> store.clusters().put(write(id), ANYTHING)));
        }
        writes.add(store.start(() -> store.scopes().put(group, ANYTHING)));
        CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

        // Then
        assertThat(store.ask(() -> store.scopes().resourceGroup(SUBSCRIPTION, name)))
            .hasValueSatisfying(found -> assertThat(found.tags()).containsEntry("site", "7"));
      }
    }
  }
}
