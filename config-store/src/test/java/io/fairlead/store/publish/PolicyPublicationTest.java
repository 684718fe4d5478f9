package io.fairlead.store.publish;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.definition;
import static io.fairlead.store.Samples.write;
import static io.fairlead.store.publish.Hub.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Database;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredPolicy;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class PolicyPublicationTest {
  private Hub hub;
  private StoreUnderTest store;

  @BeforeEach
  void open() {
    hub = new Hub();
    store = hub.store();
  }

  @AfterEach
  void close() throws Exception {
    hub.close();
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
}
