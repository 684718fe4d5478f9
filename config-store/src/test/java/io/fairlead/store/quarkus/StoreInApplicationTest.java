package io.fairlead.store.quarkus;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.CLUSTERS;
import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.EventType;
import io.fairlead.contract.topic.Topic;
import io.fairlead.store.ClusterScope;
import io.fairlead.store.ClusterStore;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.Connectivity;
import io.fairlead.store.PageRequest;
import io.fairlead.store.PolicyStateQuery;
import io.fairlead.store.PolicyStates;
import io.fairlead.store.PolicyStore;
import io.fairlead.store.Samples;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.StoredPolicy;
import io.fairlead.store.TopicView;
import io.fairlead.store.publish.PublisherStatus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@SuppressWarnings("NullAway.Init") // the test's framework fills it
class StoreInApplicationTest {
  @Inject ClusterStore clusters;
  @Inject ConfigurationStore configurations;
  @Inject PolicyStore policies;
  @Inject PolicyStates states;
  @Inject Vertx vertx;
  @Inject @Readiness StoreReadiness readiness;
  @Inject PublisherStatus publisher;
  @Inject Pool pool;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void aChangeTravelsToKafkaAndItsStatusComesBack() throws Exception {
    // Given
    await().untilAsserted(() -> assertThat(readiness.call().getStatus().name()).isEqualTo("UP"));
    ask(() -> clusters.put(write(cluster("c1")), ANYTHING));
    ask(() -> configurations.put(write(flux("c1", "base"), "main"), ANYTHING));
    StoredConfiguration stored = ask(() -> configurations.find(flux("c1", "base"))).orElseThrow();
    StoredCluster owner = ask(() -> clusters.find(cluster("c1"))).orElseThrow();

    // When
    await()
        .untilAsserted(
            () ->
                assertThat(new TopicView(bootstrapServers).values(Topic.CONFIGURATIONS))
                    .containsKey(stored.id().key()));
    try (KafkaProducer<String, byte[]> gateway = gateway()) {
      long session =
          send(gateway, Topic.SESSIONS, EventType.SESSION_OPENED, owner.id().key(), opened(owner));
      gateway
          .send(new ProducerRecord<>(Topic.REPORTS.topicName(), 3, "poison", new byte[] {7}))
          .get(30, TimeUnit.SECONDS);
      send(
          gateway,
          Topic.REPORTS,
          EventType.REPORT,
          owner.id().key(),
          report(owner, session, compliant(stored)));
    }

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              StoredConfiguration now = ask(() -> configurations.find(stored.id())).orElseThrow();
              assertThat(now.progress().reported()).isNotNull();
              assertThat(now.connectivity().sessionOpen()).isTrue();
            });
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(new TopicView(bootstrapServers).records(Topic.DEAD_LETTERS))
                    .anyMatch(letter -> letter.key().equals("poison")));
    assertThat(
            ask(() ->
                    clusters.list(
                        new ClusterScope.InSubscription(Samples.SUBSCRIPTION),
                        CLUSTERS,
                        PageRequest.first(10)))
                .items())
        .extracting(item -> item.connectivity().state())
        .contains(Connectivity.State.Connected);
  }

  @Test
  void whatPoliciesDecideComesFromKafka() throws Exception {
    // Given
    ask(() -> clusters.put(write(cluster("policies")), ANYTHING));
    StoredCluster owner = ask(() -> clusters.find(cluster("policies"))).orElseThrow();
    PolicyId id =
        Samples.policy("/subscriptions/" + Samples.SUBSCRIPTION, PolicyType.ASSIGNMENT, "base");
    ask(() -> policies.put(write(id, "{}"), ANYTHING));
    StoredPolicy assignment = ask(() -> policies.find(id)).orElseThrow();
    await().untilAsserted(() -> assertThat(publisher.epoch()).isPositive());
    Deployment deployment =
        new Deployment(
            flux("policies", "base"),
            new Deployment.Basis(
                publisher.epoch(),
                owner.uid(),
                owner.generation(),
                id,
                assignment.uid(),
                assignment.generation(),
                "",
                Instant.now()),
            new Deployment.Action.Write(
                "0".repeat(64), OnUnassign.Keep, Samples.properties("branch", "main"), List.of()));
    PolicyVerdict verdict =
        new PolicyVerdict(
            id,
            assignment.uid(),
            Samples.definition("gitops"),
            null,
            "",
            "deployIfNotExists",
            owner.id(),
            owner.uid(),
            publisher.epoch(),
            PolicyCompliance.Unknown,
            PolicyVerdict.Reason.NotConfirmed,
            null,
            List.of(),
            null,
            List.of(),
            Instant.now(),
            null);

    // When
    try (KafkaProducer<String, byte[]> engine = gateway()) {
      send(
          engine,
          Topic.DEPLOYMENTS,
          EventType.DEPLOYMENT,
          flux("policies", "base").key(),
          deployment);
      send(engine, Topic.POLICY_STATES, EventType.POLICY_VERDICT, verdict.key(), verdict);
    }

    // Then
    PolicyStateQuery query =
        new PolicyStateQuery(
            new PolicyStateQuery.Of.Resource(owner.id()), Optional.empty(), List.of());
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(ask(() -> configurations.find(deployment.configuration()))).isPresent();
              assertThat(ask(() -> states.list(query, PageRequest.first(1))).items()).hasSize(1);
            });
    await()
        .untilAsserted(
            () ->
                assertThat(new TopicView(bootstrapServers).values(Topic.CONFIGURATIONS))
                    .containsKey(deployment.configuration().key()));
  }

  @Test
  void whatComesBehindPoisonOnTheSamePartitionComesThrough() throws Exception {
    // Given
    ask(() -> clusters.put(write(cluster("behind")), ANYTHING));
    ask(() -> configurations.put(write(flux("behind", "base"), "main"), ANYTHING));
    StoredConfiguration stored =
        ask(() -> configurations.find(flux("behind", "base"))).orElseThrow();
    StoredCluster owner = ask(() -> clusters.find(cluster("behind"))).orElseThrow();
    await().untilAsserted(() -> assertThat(publisher.epoch()).isPositive());
    byte[] large = new byte[1024 * 1024 - 260];

    // When: each by the cluster's key, so on its partition
    try (KafkaProducer<String, byte[]> gateway = gateway()) {
      poison(gateway, Topic.SESSIONS, owner, large);
      poison(gateway, Topic.SESSIONS, owner, new byte[] {7});
      poison(gateway, Topic.REPORTS, owner, large);
      poison(gateway, Topic.REPORTS, owner, new byte[] {7});
      long session =
          send(gateway, Topic.SESSIONS, EventType.SESSION_OPENED, owner.id().key(), opened(owner));
      send(
          gateway,
          Topic.REPORTS,
          EventType.REPORT,
          owner.id().key(),
          report(owner, session, compliant(stored)));
    }

    // Then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              StoredConfiguration now = ask(() -> configurations.find(stored.id())).orElseThrow();
              assertThat(now.progress().reported()).isNotNull();
              assertThat(now.connectivity().sessionOpen()).isTrue();
              assertThat(now.connectivity().agent()).isNotNull();
            });
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(new TopicView(bootstrapServers).records(Topic.DEAD_LETTERS))
                    .filteredOn(letter -> letter.key().equals(owner.id().key()))
                    .extracting(letter -> letter.value().length)
                    .containsExactlyInAnyOrder(0, 0, 1, 1));
  }

  private static void poison(
      KafkaProducer<String, byte[]> gateway, Topic topic, StoredCluster cluster, byte[] value)
      throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
    gateway
        .send(new ProducerRecord<>(topic.topicName(), cluster.id().key(), value))
        .get(30, TimeUnit.SECONDS);
  }

  private SessionEvent opened(StoredCluster cluster) {
    return new SessionEvent.Opened(
        cluster.id(),
        cluster.uid(),
        publisher.epoch(),
        "g1",
        new AgentDescription("1", null, null, null, null, null),
        Instant.now());
  }

  private Report report(StoredCluster cluster, long session, ReportBody body) {
    return new Report(
        cluster.id(), cluster.uid(), publisher.epoch(), session, 1, Instant.now(), body);
  }

  @Test
  void aTransactionLeftIdleHoldsUpPublicationNoLongerThanItsLimit() {
    // Given: a process that stopped in the middle of a transaction that has changed something
    ask(() -> clusters.put(write(cluster("idle")), ANYTHING));
    ask(
        () ->
            pool.getConnection()
                .call(connection -> connection.begin())
                .call(connection -> connection.query("select pg_current_xact_id()").execute()));

    // When
    ask(() -> configurations.put(write(flux("idle", "base"), "main"), ANYTHING));

    // Then
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(new TopicView(bootstrapServers).values(Topic.CONFIGURATIONS))
                    .containsKey(flux("idle", "base").key()));
  }

  private static ReportBody compliant(StoredConfiguration stored) {
    return new ReportBody.Statuses(
        List.of(
            new ConfigurationStatus(
                new ConfigurationVersion(stored.id(), stored.uid(), stored.generation()),
                Compliance.Compliant,
                null,
                Instant.now(),
                null,
                null,
                null,
                null,
                null)));
  }

  private KafkaProducer<String, byte[]> gateway() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static long send(
      KafkaProducer<String, byte[]> gateway, Topic topic, EventType type, String key, Object event)
      throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic.topicName(), key, Json.write(event));
    new EventHeaders(type, UUID.randomUUID(), "/test", key, Instant.now(), 1)
        .toMap()
        .forEach(record.headers()::add);
    return gateway.send(record).get(30, TimeUnit.SECONDS).offset();
  }

  /// Asks as a request would: on an event loop, in a context of its own.
  private <T> T ask(Supplier<Uni<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    ((ContextInternal) vertx.getOrCreateContext())
        .duplicate()
        .runOnContext(
            start ->
                question.get().subscribe().with(answer::complete, answer::completeExceptionally));
    return answer.orTimeout(30, TimeUnit.SECONDS).join();
  }
}
