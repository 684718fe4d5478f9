package io.fairlead.store.publish;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Publication;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Backing;
import io.fairlead.embedded.Database;
import io.fairlead.store.Samples;
import io.fairlead.store.Seals;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.TopicView;
import io.fairlead.store.WriteOutcome;
import io.fairlead.store.postgres.StoreSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A store over a fresh database and empty topics, and the publishers that a test starts.
final class Hub {
  static final TopicView TOPICS = new TopicView(Backing.shared().bootstrapServers());

  private final List<AutoCloseable> open = new ArrayList<>();
  private final StoreUnderTest store;

  Hub() {
    Backing.shared().deleteAllTopics();
    store = open(new StoreUnderTest(Backing.shared().newDatabase()));
  }

  /// A publisher and how it fares.
  record Started(Publisher publisher, PublisherStatus status) {}

  StoreUnderTest store() {
    return store;
  }

  public void close() throws Exception {
    for (AutoCloseable resource : open.reversed()) {
      resource.close();
    }
  }

  private <T extends AutoCloseable> T open(T resource) {
    open.add(resource);
    return resource;
  }

  Started publisher() {
    return publisher(store.database(), PublisherProbe.NONE);
  }

  Started publisher(Database database, PublisherProbe probe) {
    return publisher(database, probe, Duration.ofMinutes(2));
  }

  /// A publisher that takes so many rows at a time at most.
  Started publisher(int batchRows, PublisherProbe probe) {
    return publisher(store.database(), batchRows, probe, Duration.ofMinutes(2));
  }

  /// A publisher whose session ends when it is silent for that long.
  Started publisher(Database database, PublisherProbe probe, Duration silence) {
    return publisher(database, 50, probe, silence);
  }

  private Started publisher(
      Database database, int batchRows, PublisherProbe probe, Duration silence) {
    WakeUp wakeUp = new WakeUp();
    store.onChange(wakeUp::signal);
    PublisherSettings settings =
        new PublisherSettings(
            Map.of("bootstrap.servers", Backing.shared().bootstrapServers()),
            (short) 1,
            batchRows,
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofMillis(200),
            silence,
            Duration.ofMillis(100),
            Duration.ofSeconds(1));
    PublisherStatus status = new PublisherStatus(store.clock());
    Publisher publisher =
        open(
            new Publisher(
                database::connect,
                settings,
                StoreSettings.DEFAULT,
                wakeUp,
                status,
                store.clock(),
                Seals.SEAL,
                probe));
    publisher.start();
    return new Started(publisher, status);
  }

  UUID clusterIsThere(String name) {
    return ((WriteOutcome.Created<StoredCluster>)
            store.ask(() -> store.clusters().put(write(Samples.cluster(name)), ANYTHING)))
        .resource()
        .uid();
  }

  StoredConfiguration put(String cluster, String name, String branch) {
    ResourceId id = flux(cluster, name);
    store.ask(() -> store.configurations().put(write(id, branch), ANYTHING));
    return store.ask(() -> store.configurations().find(id)).orElseThrow();
  }

  void awaitPublished(StoredConfiguration written) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(publishedGenerations())
                    .containsEntry(written.id().key(), written.generation()));
  }

  /// Waits until everything is published in an epoch after that one.
  ///
  /// @param before 0 for the first
  /// @return the epoch
  long awaitEpochAfter(long before) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(Hub::lastPublication, last -> last.epoch() > before && last.complete())
        .epoch();
  }

  static Publication lastPublication() {
    return Json.read(
        TOPICS.last(Topic.PUBLICATIONS, Topic.PUBLICATIONS_KEY).value(), Publication.class);
  }

  /// The newest state of a configuration, opened.
  static ConfigurationState published(ResourceId id) {
    ConfigurationState sealed = sealed(id);
    return sealed.withProperties(Seals.SEAL.open(id, sealed.properties()));
  }

  /// The newest state of a configuration, as it is on the topic.
  static ConfigurationState sealed(ResourceId id) {
    return Json.read(TOPICS.last(Topic.CONFIGURATIONS, id.key()).value(), ConfigurationState.class);
  }

  static Map<String, Long> publishedGenerations() {
    Map<String, Long> generations = new HashMap<>();
    TOPICS
        .last(Topic.CONFIGURATIONS)
        .forEach(
            (key, record) -> {
              if (record.value() != null) {
                generations.put(
                    key, Json.read(record.value(), ConfigurationState.class).generation());
              }
            });
    return generations;
  }

  /// Those of a configuration's records, in their order; without removals.
  static List<Long> publishedGenerations(ResourceId id) {
    return TOPICS.records(Topic.CONFIGURATIONS).stream()
        .filter(record -> record.key().equals(id.key()) && record.value() != null)
        .map(record -> Json.read(record.value(), ConfigurationState.class).generation())
        .toList();
  }

  /// No record of a configuration is older than one before it.
  static void assertThatNoneGoesBack() {
    Map<String, Long> highest = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : TOPICS.records(Topic.CONFIGURATIONS)) {
      if (record.value() != null) {
        long generation = Json.read(record.value(), ConfigurationState.class).generation();
        assertThat(generation).isGreaterThanOrEqualTo(highest.getOrDefault(record.key(), 0L));
        highest.put(record.key(), generation);
      }
    }
  }

  Map<String, Long> storedGenerations() throws SQLException {
    Map<String, Long> generations = new HashMap<>();
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select id_key, generation from configurations where lifecycle <> 'Removed'")) {
      while (rows.next()) {
        generations.put(rows.getString(1), rows.getLong(2));
      }
    }
    return generations;
  }

  /// What the publisher's table says.
  String text(String expression) throws SQLException {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select " + expression + " from hub")) {
      row.next();
      return row.getString(1);
    }
  }

  long count(String table) throws SQLException {
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  void heartbeat(UUID cluster) throws SQLException {
    String now = store.clock().instant().toString();
    execute(
        store.database(),
        "insert into cluster_connectivity (uid, epoch, session, session_open, last_heartbeat_at,"
            + " connected_since) values ('%s', 1, 1, true, '%s', '%s')"
                .formatted(cluster, now, now));
  }

  void killLockHolder() throws SQLException {
    execute(
        store.database(),
        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 1"
            + " and granted and pid in (select pid from pg_stat_activity"
            + " where datname = current_database() and application_name = 'fairlead-publisher')");
  }

  static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// A copy of the database as a dump would restore it.
  static Database copy(Database original) throws SQLException {
    Database copy = Backing.shared().newDatabase();
    Database admin =
        new Database(
            original.host(), original.port(), "postgres", original.user(), original.password());
    execute(
        admin,
        "select pg_terminate_backend(pid) from pg_stat_activity where datname in ('%s', '%s')"
            .formatted(original.name(), copy.name()));
    execute(admin, "drop database " + copy.name());
    execute(admin, "create database " + copy.name() + " template " + original.name());
    return copy;
  }
}
