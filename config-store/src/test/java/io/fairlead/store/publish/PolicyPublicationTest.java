package io.fairlead.store.publish;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.definition;
import static io.fairlead.store.Samples.policy;
import static io.fairlead.store.Samples.write;
import static io.fairlead.store.publish.Hub.TOPICS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Database;
import io.fairlead.store.Samples;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.StoredPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class PolicyPublicationTest {
  @AutoClose private Hub hub;
  private StoreUnderTest store;

  @BeforeEach
  void open() {
    hub = new Hub();
    store = hub.store();
  }

  private StoredPolicy put(String name, String properties) {
    PolicyId id = definition(name);
    store.ask(() -> store.policies().put(write(id, properties), ANYTHING));
    return store.ask(() -> store.policies().find(id)).orElseThrow();
  }

  private static ConsumerRecord<String, byte[]> record(PolicyId id) {
    return TOPICS.last(Topic.POLICIES, id.key());
  }

  private static PolicyState published(PolicyId id) {
    return Json.read(record(id).value(), PolicyState.class);
  }

  private static void awaitPublished(StoredPolicy written) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> published(written.id()).generation() == written.generation());
  }

  @Test
  void isPublishedAsItIsThenRemoved() {
    // Given
    hub.publisher();
    StoredPolicy written = put("Base", "{\"z\":1,\"a\":{\"effect\":\"[parameters('e')]\"}}");
    awaitPublished(written);
    PolicyState state = published(written.id());

    // When
    store.ask(() -> store.policies().delete(written.id(), ANYTHING));

    // Then
    assertThat(state.id()).hasToString(written.id().toString());
    assertThat(state.uid()).isEqualTo(written.uid());
    assertThat(state.properties()).hasToString(written.body().get("properties").toString());
    await().untilAsserted(() -> assertThat(record(written.id()).value()).isNull());
    await().untilAsserted(() -> assertThat(hub.count("policies")).isZero());
  }

  @Test
  void aRestoredDatabasePublishesItsPoliciesAnewAndRemovesThoseItDoesNotKnow() throws Exception {
    // Given: a dump, and a policy that was made after it
    Hub.Started first = hub.publisher();
    StoredPolicy kept = put("kept", "{\"state\":\"dumped\"}");
    awaitPublished(kept);
    long before = hub.awaitEpochAfter(0);
    first.publisher().close();
    Database dump = Hub.copy(store.database());
    Hub.Started second = hub.publisher();
    StoredPolicy changed = put("kept", "{\"state\":\"lost\"}");
    StoredPolicy lost = put("lost", "{}");
    awaitPublished(changed);
    awaitPublished(lost);
    second.publisher().close();

    // When
    hub.publisher(dump, PublisherProbe.NONE);

    // Then
    hub.awaitEpochAfter(before);
    assertThat(record(lost.id()).value()).isNull();
    assertThat(published(kept.id()).properties().path("state").asText()).isEqualTo("dumped");
    assertThat(published(kept.id()).generation()).isGreaterThan(changed.generation());
  }

  @Test
  void whoManagesAConfigurationIsPublishedWithTheSameGeneration() throws Exception {
    // Given
    hub.publisher();
    hub.clusterIsThere("managed");
    StoredConfiguration written = hub.put("managed", "base", "main");
    hub.awaitPublished(written);

    // When
    manage(written, "alone", written.generation());

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(Hub.published(written.id()).managedBy()).isNotNull());
    ConfigurationState state = Hub.published(written.id());
    assertThat(state.generation()).isEqualTo(written.generation());
    assertThat(state.managedBy())
        .isEqualTo(
            store.ask(() -> store.configurations().find(written.id())).orElseThrow().managedBy());
  }

  @Test
  void aRestoredDatabaseRemembersWhatAPolicyWroteAndNobodySince() throws Exception {
    // Given: one that is as its policy wrote it, and one that a user has written since
    Hub.Started first = hub.publisher();
    hub.clusterIsThere("restored");
    StoredConfiguration own = hub.put("restored", "own", "main");
    StoredConfiguration edited = hub.put("restored", "edited", "main");
    manage(own, "own", own.generation());
    manage(edited, "edited", edited.generation() - 1);
    long before = hub.awaitEpochAfter(0);
    first.publisher().close();
    Database dump = Hub.copy(store.database());
    Hub.Started second = hub.publisher();
    hub.awaitPublished(hub.put("restored", "own", "lost"));
    second.publisher().close();

    // When
    hub.publisher(dump, PublisherProbe.NONE);

    // Then
    hub.awaitEpochAfter(before);
    ConfigurationState ownState = Hub.published(own.id());
    ConfigurationState editedState = Hub.published(edited.id());
    assertThat(ownState.generation()).isGreaterThan(own.generation());
    assertThat(Objects.requireNonNull(ownState.managedBy()).generation())
        .isEqualTo(ownState.generation());
    assertThat(Objects.requireNonNull(editedState.managedBy()).generation())
        .isEqualTo(edited.generation() - 1);
  }

  /// As ingestion would.
  private void manage(StoredConfiguration of, String reference, long generation) throws Exception {
    ManagedBy manager =
        new ManagedBy(
            policy("/subscriptions/" + Samples.SUBSCRIPTION, PolicyType.ASSIGNMENT, "a"),
            UUID.randomUUID(),
            reference,
            "0".repeat(64),
            OnUnassign.Keep,
            generation);
    Hub.execute(
        store.database(),
        "update configurations set managed_by = '%s' where id_key = '%s'"
            .formatted(new String(Json.write(manager), UTF_8), of.id().key()));
  }

  @Test
  void whatIsSaidOfWhatIsGoneIsForgotten() throws Exception {
    // Given: verdicts and failures of a cluster and an assignment that are there, and of others
    UUID cluster = hub.clusterIsThere("kept");
    PolicyId assignment =
        policy("/subscriptions/" + Samples.SUBSCRIPTION, PolicyType.ASSIGNMENT, "kept");
    store.ask(() -> store.policies().put(write(assignment, "{}"), ANYTHING));
    UUID uid = store.ask(() -> store.policies().find(assignment)).orElseThrow().uid();
    said("kept", cluster, assignment, uid);
    said("gone", UUID.randomUUID(), assignment, uid);
    said(
        "kept", cluster, policy(assignment.scope().toString(), PolicyType.ASSIGNMENT, "gone"), uid);

    // When
    hub.publisher();

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(hub.count("policy_states")).isEqualTo(1);
              assertThat(hub.count("policy_failures")).isEqualTo(1);
              assertThat(hub.count("policy_counts where resources = 0")).isZero();
            });
    assertThat(hub.count("policy_resources")).isEqualTo(1);
  }

  private void said(String cluster, UUID clusterUid, PolicyId assignment, UUID assignmentUid)
      throws Exception {
    String key = Samples.cluster(cluster).key();
    Hub.execute(
        store.database(),
        """
        insert into policy_states (key, resource_key, cluster_key, assignment_key, reference_key,
          definition_key, initiative_key, type_key, resource_id, assignment_id, definition_id,
          reference, effect, assignment_uid, cluster_uid, epoch, compliance, reason,
          conflicts_with, deployed, decided_at)
        values ('%1$s|%2$s|', '%1$s', '%1$s', '%2$s', '', '', '', '', '', '', '', '', 'audit',
          '%3$s', '%4$s', 1, 'Compliant', 'Satisfied', '[]', '[]', now())
        """
            .formatted(key, assignment.key(), assignmentUid, clusterUid));
    Hub.execute(
        store.database(),
        """
        insert into policy_failures (cluster_key, assignment_key, reference_key, cluster_uid,
          assignment_uid, reason, message, configuration_key, digest, failed_at)
        values ('%s', '%s', '', '%s', '%s', '', '', '', '', now())
        """
            .formatted(key, assignment.key(), clusterUid, assignmentUid));
  }
}
