package io.fairlead.store.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Backing;
import io.fairlead.store.PageRequest;
import io.fairlead.store.PolicyStateQuery;
import io.fairlead.store.PolicyStateSummary;
import io.fairlead.store.PolicyStates;
import io.fairlead.store.Samples;
import io.fairlead.store.Seals;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.StoredPolicyState;
import io.fairlead.store.WithdrawalCheck;
import io.fairlead.store.postgres.PostgresPolicyStates;
import io.fairlead.store.postgres.StoreSettings;
import io.fairlead.store.secret.Secret;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider.Answer;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// A store over a fresh database in epoch 1 that takes what the policy engine says.
///
/// @param counted counts the statements of both ingestors
/// @param status of both ingestors
/// @param changes how often there was something to publish
/// @param told what it then tells of states
record PolicyIngestion(
    StoreUnderTest store,
    CountedPool counted,
    IngestStatus status,
    AtomicInteger changes,
    Ingestor deployments,
    Ingestor verdicts,
    PolicyStates told)
    implements AutoCloseable {
  static final PolicyScope SUBSCRIPTION =
      PolicyScope.parse("/subscriptions/" + Samples.SUBSCRIPTION);

  /// Asks for all states.
  static final PolicyStateQuery ALL =
      new PolicyStateQuery(
          new PolicyStateQuery.Of.Scope(SUBSCRIPTION), Optional.empty(), List.of());

  /// A secret that is there.
  static final SecretPlace KEY =
      new SecretPlace("/configurationProtectedSettings/httpsKey", "vault", "git-key", null);

  /// The name of a configuration that the database's own view of the policies does not let go.
  static final String STILL_WANTED = "still-wanted";

  private static final WithdrawalCheck SECOND_OPINION =
      asked ->
          PolicyEngine.AGREEING
              .unwanted(asked)
              .map(
                  unwanted ->
                      unwanted.stream()
                          .filter(id -> !id.name().equals(STILL_WANTED))
                          .collect(Collectors.toSet()));

  static PolicyIngestion open() {
    return open(SecretHandover.NONE);
  }

  static PolicyIngestion open(SecretHandover handover) {
    var store = new StoreUnderTest(Backing.shared().newDatabase());
    CountedPool counted = CountedPool.of(store.pool());
    Pool pool = Pool.newInstance(counted.pool());
    var status = new IngestStatus(store.clock());
    var changes = new AtomicInteger();
    var support =
        new DeploymentSupport(
            PolicyEngine.RULES,
            SECOND_OPINION,
            PolicyEngine.EXEMPTING,
            reference ->
                reference.name().equals(KEY.secret())
                    ? new Answer.Found(new Secret("cGFzc3dvcmQ="))
                    : new Answer.Missing("there is no such file"),
            handover,
            Seals.SEAL);
    var ingestion =
        new PolicyIngestion(
            store,
            counted,
            status,
            changes,
            Ingestor.ofDeployments(
                pool,
                support,
                StoreSettings.DEFAULT,
                store.clock(),
                status,
                changes::incrementAndGet),
            Ingestor.ofVerdicts(pool, status),
            new PostgresPolicyStates(pool, StoreSettings.DEFAULT, store.clock()));
    ingestion.execute("update hub set epoch = 1");
    // Makes the resource group of the assignments.
    Edge.register(store, Samples.cluster("seed"));
    return ingestion;
  }

  /// Ingests a batch of one kind.
  List<DeadLetter> ingest(Incoming... records) {
    boolean deploys = records[0].topic().equals(Topic.DEPLOYMENTS.topicName());
    Ingestor ingestor = deploys ? deployments : verdicts;
    return store.ask(() -> ingestor.ingest(List.of(records)));
  }

  /// A session opens and says that its agent lives.
  void connect(Edge edge) {
    store.ask(
        () ->
            Ingestor.ofFacts(
                    Pool.newInstance(store.pool()),
                    Duration.ofMinutes(15),
                    store.clock(),
                    new IngestStatus(store.clock()),
                    () -> {})
                .ingest(List.of(edge.opened(10), edge.said(10, 1, new ReportBody.Heartbeat()))));
  }

  StoredConfiguration find(ResourceId id) {
    return store.ask(() -> store.configurations().find(id)).orElseThrow();
  }

  static ManagedBy manager(StoredConfiguration stored) {
    return Objects.requireNonNull(stored.managedBy());
  }

  /// What is said of a cluster.
  String state(String cluster) {
    return text(
        "select effective_compliance || ' ' || effective_reason || ' ' ||"
            + " coalesce(case when effective_reason = failure_reason then failure_message"
            + " else message end, 'null') from policy_states where resource_key = '"
            + Samples.cluster(cluster).key()
            + "'");
  }

  /// All states, as far as they fit onto a page.
  List<StoredPolicyState> states() {
    return store.ask(() -> told.list(ALL, PageRequest.first(100))).items();
  }

  PolicyStateSummary summary(PolicyStateQuery query) {
    return store.ask(() -> told.summarize(query));
  }

  /// The rows that a batch may change, with the transactions that wrote them.
  String rows(String cluster) {
    return text(
        ("select string_agg(t, chr(10) order by t) from (select c.xmin || c::text as t"
                + " from configurations c where cluster_key = '%1$s' union all select f.xmin || f::text"
                + " from policy_failures f where cluster_key = '%1$s') as r")
            .formatted(Samples.cluster(cluster).key()));
  }

  long failures(String cluster) {
    return Long.parseLong(
        text(
            "select count(*) from policy_failures where cluster_key = '%s'"
                .formatted(Samples.cluster(cluster).key())));
  }

  void execute(String sql) {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  String text(String sql) {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).as(sql).isTrue();
      return String.valueOf(row.getString(1));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
