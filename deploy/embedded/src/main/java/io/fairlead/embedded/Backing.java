package io.fairlead.embedded;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;

/// A PostgreSQL server and a Kafka broker that all tests of a JVM share. Each is started when it is
/// first asked for and ends with the JVM.
///
/// Tests isolate themselves by [#newDatabase()] per class, which takes some 50 ms, and by topic
/// names of their own or [#deleteAllTopics()]. Tests that kill, restart or wipe a server must not
/// do that to the shared one: they start a [Postgres] or [Broker] of their own.
///
/// The system property `fairlead.test.backend` chooses between `embedded` (the default) and
/// `containers`, which needs a container engine. Thread-safe.
public final class Backing {
  private static final Duration DELETION_LIMIT = Duration.ofSeconds(30);
  private static final Backing SHARED = new Backing(Servers.chosen());

  private final Servers servers;

  private Backing(Servers servers) {
    this.servers = servers;
  }

  /// The one of this JVM, also for tests that run in class loaders of their own.
  public static Backing shared() {
    return SHARED;
  }

  /// Where the broker is.
  public String bootstrapServers() {
    return OncePerJvm.get("fairlead.shared.kafka", servers::startBroker);
  }

  /// A fresh, empty database that nobody else uses.
  public Database newDatabase() {
    String server =
        OncePerJvm.get("fairlead.shared.postgres", () -> servers.startPostgres().toLine());
    var name = "test_" + UUID.randomUUID().toString().replace("-", "");
    return Database.ofLine(server).create(name);
  }

  /// Everything that a Quarkus service's test needs as configuration, over a fresh database. Starts
  /// both servers at the same time where they do not run yet.
  public Map<String, String> newProperties() {
    var kafka = CompletableFuture.supplyAsync(this::bootstrapServers);
    var properties = new TreeMap<>(newDatabase().properties());
    properties.put("kafka.bootstrap.servers", kafka.join());
    return properties;
  }

  /// Deletes all topics but Kafka's own, and returns when they are gone. One that is created again
  /// meanwhile, by a service that runs, stays.
  public void deleteAllTopics() {
    try (var admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      List<Uuid> doomed = topics(admin);
      admin.deleteTopics(TopicCollection.ofTopicIds(doomed)).all().get();
      // Confirmed by the controller; the broker, which lists them, learns of it a little later.
      long deadline = System.nanoTime() + DELETION_LIMIT.toNanos();
      while (!Collections.disjoint(topics(admin), doomed)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("topics are still there after " + DELETION_LIMIT);
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot delete the topics of the test broker", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while deleting topics", e);
    }
  }

  private static List<Uuid> topics(Admin admin) throws ExecutionException, InterruptedException {
    return admin.listTopics().listings().get().stream()
        .filter(topic -> !topic.name().startsWith("__"))
        .map(TopicListing::topicId)
        .toList();
  }
}
