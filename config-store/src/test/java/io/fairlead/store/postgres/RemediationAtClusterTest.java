package io.fairlead.store.postgres;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.policy;
import static io.fairlead.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.embedded.Backing;
import io.fairlead.store.RemediationWrite;
import io.fairlead.store.Remediations;
import io.fairlead.store.Remediations.Outcome;
import io.fairlead.store.Samples;
import io.fairlead.store.StoreUnderTest;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class RemediationAtClusterTest {
  private final StoreUnderTest store = new StoreUnderTest(Backing.shared().newDatabase());
  private final Remediations remediations =
      new PostgresRemediations(
          Pool.newInstance(store.pool()), StoreSettings.DEFAULT, store.clock());

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void isNotCreatedWhereTheClusterIsDeletedMeanwhile() throws Exception {
    // Given: somebody who is deleting the cluster
    store.ask(() -> store.clusters().put(write(cluster("going")), ANYTHING));
    try (Connection other = store.database().connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("update clusters set lifecycle = 'Removed'");
      CompletableFuture<Outcome> putting = store.start(() -> remediations.put(asked(), 10));
      await().atMost(Duration.ofSeconds(30)).until(() -> store.waitingForLocks() == 1);

      // When
      other.commit();

      // Then
      assertThat(putting.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.NoCluster());
    }
    assertThat(store.ask(() -> remediations.find(asked().id()))).isEmpty();
  }

  private static RemediationWrite asked() {
    PolicyId assignment =
        policy("/subscriptions/" + Samples.SUBSCRIPTION, PolicyType.ASSIGNMENT, "one");
    return new RemediationWrite(
        PolicyScope.parse(cluster("going").toString()),
        "fix",
        assignment,
        new UUID(0, 1),
        "",
        Optional.empty(),
        Optional.empty(),
        Samples.properties("policyAssignmentId", assignment.toString()),
        Samples.USER);
  }
}
