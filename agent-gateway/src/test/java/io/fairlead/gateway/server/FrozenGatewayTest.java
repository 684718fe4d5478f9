package io.fairlead.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.topic.Topic;
import io.fairlead.embedded.Backing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway that sleeps for longer than Kafka keeps the marks of deletions, such as a suspended
/// virtual machine, or whose files do.
@Tag("process")
class FrozenGatewayTest {
  private static final String BINDING = "table.json";

  @TempDir private Path directory;

  @Test
  void builds_its_table_anew_when_it_wakes_up() throws InterruptedException, ExecutionException {
    // Given
    Backing.shared().deleteAllTopics();
    var ahead = new AtomicReference<>(Duration.ZERO);
    try (var hub = new TestHub(Backing.shared().bootstrapServers());
        var agent = new TestAgent("edge-1")) {
      hub.createTopics();
      hub.cluster(agent.cluster, agent.uid, agent.publicKey());
      hub.put(agent.configuration("a"));
      try (var gateway =
          new TestGateway(
              "one",
              hub.bootstrapServers(),
              directory,
              settings -> settings,
              () -> Instant.now().plus(ahead.get()))) {
        gateway.awaitReady();
        double restored = gateway.gauge("fairlead.gateway.table.restored.records");

        // When
        ahead.set(Topic.TOMBSTONES_KEPT);

        // Then
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> gateway.gauge("fairlead.gateway.table.restored.records") == 2 * restored);
        gateway.awaitReady();
        assertThat(restored).isEqualTo(2);
      }
    }
  }

  @Test
  void files_that_a_crash_left_behind_are_as_old_as_the_run_that_wrote_them()
      throws InterruptedException, ExecutionException, IOException {
    // Given
    Backing.shared().deleteAllTopics();
    var ahead = new AtomicReference<>(Duration.ZERO);
    var looks = new AtomicInteger();
    InstantSource clock =
        () -> {
          looks.incrementAndGet();
          return Instant.now().plus(ahead.get());
        };
    Path files = directory.resolve("files");
    Path soon = directory.resolve("soon");
    Path late = directory.resolve("late");
    try (var hub = new TestHub(Backing.shared().bootstrapServers());
        var agent = new TestAgent("edge-1")) {
      hub.createTopics();
      hub.cluster(agent.cluster, agent.uid, agent.publicKey());
      hub.put(agent.configuration("a"));
      try (var gateway = gateway(hub, files, clock)) {
        gateway.awaitReady();
        String written = Files.readString(files.resolve(BINDING));

        // When
        ahead.set(Duration.ofDays(5));
        int before = looks.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> looks.get() > before + 3);

        // Then
        assertThat(Files.readString(files.resolve(BINDING))).isEqualTo(written);
        copy(files, soon);
        copy(files, late);
      }
      try (var gateway = gateway(hub, soon, clock)) {
        gateway.awaitReady();
        assertThat(gateway.gauge("fairlead.gateway.table.restored.records")).isZero();
      }
      ahead.set(Topic.TOMBSTONES_KEPT);
      try (var gateway = gateway(hub, late, clock)) {
        gateway.awaitReady();
        assertThat(gateway.gauge("fairlead.gateway.table.restored.records")).isEqualTo(2);
      }
    }
  }

  @Test
  void files_that_were_closed_are_as_new_as_when_they_were()
      throws InterruptedException, ExecutionException {
    // Given
    Backing.shared().deleteAllTopics();
    var ahead = new AtomicReference<>(Duration.ZERO);
    var looks = new AtomicInteger();
    InstantSource clock =
        () -> {
          looks.incrementAndGet();
          return Instant.now().plus(ahead.get());
        };
    try (var hub = new TestHub(Backing.shared().bootstrapServers());
        var agent = new TestAgent("edge-1")) {
      hub.createTopics();
      hub.cluster(agent.cluster, agent.uid, agent.publicKey());
      try (var gateway = gateway(hub, directory, clock)) {
        gateway.awaitReady();
        agent.connect(gateway.port);
        hub.put(agent.configuration("a"));
        await().atMost(Duration.ofSeconds(30)).until(() -> agent.held.size() == 1);
        ahead.set(Duration.ofDays(5));
        int before = looks.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> looks.get() > before + 3);
      }

      // When
      ahead.set(Duration.ofDays(10));
      try (var gateway = gateway(hub, directory, clock)) {
        gateway.awaitReady();

        // Then
        assertThat(gateway.gauge("fairlead.gateway.table.restored.records")).isZero();
      }
    }
  }

  private static TestGateway gateway(TestHub hub, Path directory, InstantSource clock) {
    return new TestGateway("one", hub.bootstrapServers(), directory, settings -> settings, clock);
  }

  /// What is on disk when the machine loses its power.
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
