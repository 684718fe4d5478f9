package io.fairlead.systemtest.hub;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.embedded.Database;
import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.local.DataDirectory;
import io.fairlead.local.LocalStack;
import io.fairlead.systemtest.clock.WallClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A running Fairlead: the five real processes of `./fairlead up`, without its simulated clusters.
/// Not
/// thread-safe, but the addresses may be read by anybody and never change.
public final class Hub implements AutoCloseable {
  private static final Duration HEALTHY = Duration.ofMinutes(2);
  private static final String DUMP = "dump";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final LocalStack stack;
  private final Path directory;

  private Hub(LocalStack stack, Path directory) {
    this.stack = stack;
    this.directory = directory;
  }

  /// Starts a hub with a directory of its own below `target`, and returns when it serves.
  public static Hub start() {
    return start("hub");
  }

  /// The same, beside others of this JVM.
  ///
  /// @param name of the directory, which gets the process id behind it
  public static Hub start(String name) {
    Path directory =
        Path.of("target", name + "-" + ProcessHandle.current().pid()).toAbsolutePath().normalize();
    BuiltServices.requireUpToDate(home());
    FastStarts.prepare(home());
    LocalStack stack =
        LocalStack.start(
            LocalStack.Settings.forTests(home(), directory),
            line -> System.out.println("hub: " + line));
    return new Hub(stack, directory);
  }

  /// The project's root folder.
  public static Path home() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("fairlead"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("not below the project's root folder");
    }
    return folder;
  }

  /// Where everything it keeps is.
  public Path directory() {
    return directory;
  }

  /// The API's base address.
  public URI api() {
    return stack.apiUri();
  }

  /// The gateway's base address.
  public URI gateway() {
    return stack.gatewayUri();
  }

  /// The file with the API's bearer token.
  public Path tokenFile() {
    return stack.tokenFile();
  }

  /// Where the broker is.
  public String bootstrapServers() {
    return stack.bootstrapServers();
  }

  /// Kills a process as `kill -9` does, and returns when it is gone. It is started again by itself.
  public void kill9(HubProcess process) {
    stack.kill9(process.part());
  }

  /// The process that runs now.
  public ProcessHandle processOf(HubProcess process) {
    return ProcessHandle.of(stack.pid(process.part())).orElseThrow();
  }

  /// Sets the clock of a process ahead of this machine's; of any but PostgreSQL. A process that
  /// is started again has this machine's time.
  public void setClockAhead(HubProcess process, Duration ahead) {
    new WallClock(processOf(process)).setAhead(ahead, directory);
  }

  /// Stops a process in order, and returns when it is gone. It stays away.
  public void stop(HubProcess process) {
    try {
      stack.stop(process.part());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Starts a process that was stopped, and returns when it serves.
  public void start(HubProcess process) {
    stack.start(process.part());
  }

  /// Stops the broker, deletes all it keeps, and starts it empty.
  public void wipeBroker() {
    stop(HubProcess.BROKER);
    Path data = stack.directoryOf(HubProcess.BROKER.part()).resolve("data");
    try (Stream<Path> tree = Files.walk(data)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(HubProcess.BROKER);
  }

  /// Deletes all that the database keeps, while the API is stopped.
  public void wipeDatabase() {
    String name = stack.database().name();
    inMaintenance("drop database %s with (force)".formatted(name), "create database " + name);
  }

  /// Keeps a copy of the database as it is now, for [#restoreDatabase()]. Its users are thrown out
  /// for the moment.
  public void dumpDatabase() {
    String name = stack.database().name();
    inMaintenance(
        "drop database if exists " + DUMP,
        "alter database %s allow_connections false".formatted(name),
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
            .formatted(name),
        "create database %s template %s".formatted(DUMP, name),
        "alter database %s allow_connections true".formatted(name));
  }

  /// Puts the copy in the database's place, while the API is stopped.
  public void restoreDatabase() {
    String name = stack.database().name();
    inMaintenance(
        "drop database %s with (force)".formatted(name),
        "alter database %s rename to %s".formatted(DUMP, name),
        "alter database %s allow_connections true".formatted(name));
  }

  private void inMaintenance(String... statements) {
    Database own = stack.database();
    Database server = new Database(own.host(), own.port(), "postgres", own.user(), own.password());
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot change the hub's databases", e);
    }
  }

  /// Waits until every process serves.
  public void awaitHealthy() {
    try {
      stack.awaitHealthy(HEALTHY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// How many sessions the gateway has open now, by its own metrics.
  public double sessionsOpen() {
    return Prometheus.sum(metrics(gateway()), "fairlead_gateway_sessions");
  }

  /// Whether the store publishes its changes to Kafka now, by the API's metrics.
  public boolean isPublishing() {
    return Prometheus.sum(metrics(api()), "fairlead_publication_state", "\"PUBLISHING\"") == 1;
  }

  /// The number of the session that the store has on record as open for a cluster; empty when it
  /// is closed, or there was none.
  public OptionalLong openSession(ResourceId cluster) {
    String query =
        """
        select case when k.session_open then k.session end as session
        from cluster_connectivity k join clusters c on c.uid = k.uid where c.id_key = ?""";
    try (Connection connection = stack.database().connect();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, cluster.key());
      try (ResultSet found = statement.executeQuery()) {
        if (!found.next()) {
          return OptionalLong.empty();
        }
        long session = found.getLong("session");
        return found.wasNull() ? OptionalLong.empty() : OptionalLong.of(session);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read the hub's database", e);
    }
  }

  /// The file of the keys that seal what it keeps.
  public KeysetFile keyset() {
    return new DataDirectory(directory).keysetFile();
  }

  /// Opens what it keeps.
  public PropertiesSeal seal() {
    return new PropertiesSeal(Keyring.open(keyset()));
  }

  /// Where a process keeps its data.
  public Path directoryOf(HubProcess process) {
    return stack.directoryOf(process.part());
  }

  /// A connection to the database, for what no API shows or takes so fast.
  public Connection connect() throws SQLException {
    return stack.database().connect();
  }

  @Override
  public void close() {
    stack.close();
  }

  private String metrics(URI service) {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/q/metrics")).timeout(PATIENCE).build();
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
