package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.write;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.topic.EventType;
import io.fairlead.contract.topic.Topic;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.WriteOutcome;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// A cluster, seen from a gateway: makes the records that a gateway would write.
record Edge(StoreUnderTest store, ResourceId cluster, UUID uid) {
  private static final AgentDescription AGENT =
      new AgentDescription("1.0", "v1.34", "k3s", "generic", 3, 12);

  /// Registers the cluster.
  static Edge register(StoreUnderTest store, ResourceId cluster) {
    WriteOutcome<StoredCluster> outcome =
        store.ask(() -> store.clusters().put(write(cluster), ANYTHING));
    if (outcome instanceof WriteOutcome.Created<StoredCluster>(StoredCluster created, UUID _)) {
      return new Edge(store, cluster, created.uid());
    }
    throw new AssertionError("not created: " + outcome);
  }

  /// Takes in what edges say, in the epoch that they speak in.
  static Ingestor ingestor(StoreUnderTest store) throws SQLException {
    try (Connection connection = store.database().connect();
        var statement = connection.createStatement()) {
      statement.execute("update hub set epoch = 1");
    }
    return Ingestor.ofFacts(
        Pool.newInstance(store.pool()),
        Duration.ofMinutes(15),
        store.clock(),
        new IngestStatus(store.clock()),
        () -> {});
  }

  StoredConfiguration put(ResourceId id, String branch) {
    store.ask(() -> store.configurations().put(write(id, branch), ANYTHING));
    return find(id);
  }

  StoredConfiguration find(ResourceId id) {
    return store.ask(() -> store.configurations().find(id)).orElseThrow();
  }

  StoredCluster find() {
    return store.ask(() -> store.clusters().find(cluster)).orElseThrow();
  }

  Incoming opened(long session) {
    return opened(session, AGENT);
  }

  Incoming opened(long session, AgentDescription agent) {
    return session(new SessionEvent.Opened(cluster, uid, 1, "gateway-1", agent, now()), session);
  }

  Incoming closed(long session) {
    return session(
        new SessionEvent.Closed(
            cluster, uid, 1, "gateway-1", session, CloseCause.ConnectionLost, now()),
        session + 1);
  }

  private Incoming session(SessionEvent event, long offset) {
    EventType type =
        switch (event) {
          case SessionEvent.Opened _ -> EventType.SESSION_OPENED;
          case SessionEvent.Closed _ -> EventType.SESSION_CLOSED;
        };
    return new Incoming(
        Topic.SESSIONS.topicName(), 0, offset, type.typeName(), key(), Json.write(event));
  }

  Incoming said(long session, long sequence, ReportBody body) {
    return said(1, session, sequence, body);
  }

  Incoming said(long epoch, long session, long sequence, ReportBody body) {
    Report report = new Report(cluster, uid, epoch, session, sequence, now(), body);
    return new Incoming(
        Topic.REPORTS.topicName(),
        0,
        sequence,
        EventType.REPORT.typeName(),
        key(),
        Json.write(report));
  }

  Incoming poison(String value) {
    return new Incoming(
        Topic.REPORTS.topicName(),
        0,
        99,
        EventType.REPORT.typeName(),
        key(),
        value.getBytes(StandardCharsets.UTF_8));
  }

  /// A report whose time nothing can hold.
  Incoming saidAtNoTime() {
    byte[] value = Objects.requireNonNull(said(10, 1, new ReportBody.Heartbeat()).value());
    String report = new String(value, StandardCharsets.UTF_8);
    return poison(report.replace(now().toString(), "+1000000000-12-31T23:59:59Z"));
  }

  private byte[] key() {
    return cluster.key().getBytes(StandardCharsets.UTF_8);
  }

  private Instant now() {
    return store.clock().instant();
  }

  static ConfigurationVersion version(StoredConfiguration stored) {
    return new ConfigurationVersion(stored.id(), stored.uid(), stored.generation());
  }

  /// A status, by an edge's clock that may be wrong.
  static ReportBody status(StoredConfiguration of, String message, Instant observedAt) {
    return status(of, Compliance.Compliant, message, observedAt);
  }

  static ReportBody status(
      StoredConfiguration of, Compliance compliance, String message, Instant observedAt) {
    return new ReportBody.Statuses(
        List.of(
            new ConfigurationStatus(
                version(of), compliance, message, observedAt, null, null, null, null, null)));
  }
}
