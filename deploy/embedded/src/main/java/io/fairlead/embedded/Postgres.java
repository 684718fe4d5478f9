package io.fairlead.embedded;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/// A PostgreSQL server on loopback as a child process, with its data in a directory that outlives
/// it.
///
/// Start it with [#start(Settings)]; then [#stop()], [#kill()] and [#restart()] as often as needed,
/// on the same port and data; [#close()] stops it and gives the directory back. Thread-safe.
public final class Postgres implements AutoCloseable {
  /// The user that owns everything.
  public static final String USER = "fairlead";

  /// Exists in every server.
  private static final String MAINTENANCE_DATABASE = "postgres";

  private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final String READY = "database system is ready to accept connections";
  private static final String DYING_PREDECESSOR = "pre-existing shared memory block";
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final Duration STOP_GRACE = Duration.ofSeconds(7);
  private static final Duration PREDECESSOR_LIMIT = Duration.ofSeconds(10);

  /// How to run it.
  ///
  /// @param directory holds everything it keeps; created where missing
  /// @param port a port, or [Ports#ANY] for the one used last time where it is free, else any
  /// @param durability what it does to keep what it confirmed
  /// @param password of [#USER]; taken when the directory is first used
  /// @param log the file for its output
  /// @param certificate what it shows to clients that ask for TLS; empty for none
  public record Settings(
      Path directory,
      int port,
      Durability durability,
      String password,
      Path log,
      Optional<ServerCertificate> certificate) {
    public Settings {
      directory = directory.toAbsolutePath().normalize();
    }

    public Settings(Path directory, int port, Durability durability, String password, Path log) {
      this(directory, port, durability, password, log, Optional.empty());
    }

    /// The same with TLS.
    public Settings with(ServerCertificate shown) {
      return new Settings(directory, port, durability, password, log, Optional.of(shown));
    }

    /// For tests: any port, not durable against loss of power, a fixed password.
    public static Settings forTests(Path directory) {
      return new Settings(
          directory, Ports.ANY, Durability.FAST, "fairlead", directory.resolve("postgres.log"));
    }

    @Override
    public String toString() {
      return "Settings[directory=" + directory + ", port=" + port + "]";
    }
  }

  private final Settings settings;
  private final PostgresCluster cluster;
  private final DirectoryLock lock;
  private final int port;
  private volatile ChildProcess process;

  private Postgres(Settings settings, PostgresCluster cluster, DirectoryLock lock, int port) {
    this.settings = settings;
    this.cluster = cluster;
    this.lock = lock;
    this.port = port;
    this.process = launch();
  }

  /// Starts a server and returns when it accepts connections.
  ///
  /// @throws StartException when the directory is in use or not writable, when a wanted port is in
  ///     use, or when the server does not come up; nothing is then left running
  public static Postgres start(Settings settings) {
    DirectoryLock lock = DirectoryLock.acquire(settings.directory());
    try {
      var cluster = PostgresCluster.prepare(settings);
      cluster.clearPredecessor();
      Path memory = settings.directory().resolve("port");
      int port = Ports.choose(settings.port(), Ports.ANY, memory, "PostgreSQL");
      return new Postgres(settings, cluster, lock, port);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// The database of that name, made where it does not exist.
  ///
  /// @param name lower case letters, digits and underscores, at most 63, a letter first
  public Database database(String name) {
    if (!DATABASE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "database name '" + name + "' must match " + DATABASE_NAME.pattern());
    }
    Database maintenance = maintenance();
    return exists(maintenance, name) ? maintenance.named(name) : maintenance.create(name);
  }

  /// The database that every server has.
  Database maintenance() {
    return new Database(Ports.LOOPBACK, port, MAINTENANCE_DATABASE, USER, settings.password());
  }

  /// Its port on loopback; the same over restarts.
  public int port() {
    return port;
  }

  /// Whether it runs.
  public boolean isAlive() {
    return process.isAlive();
  }

  /// The server's own process id (not that of the script that guards it).
  ///
  /// @throws IllegalStateException when it does not run
  public long pid() {
    return cluster
        .server()
        .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"))
        .pid();
  }

  /// Completes when the process that runs now has ended, with its exit code.
  public CompletableFuture<Integer> onExit() {
    return process.onExit();
  }

  /// Kills the server as `kill -9` does and returns when it and its workers are gone.
  public synchronized void kill() {
    cluster.server().ifPresent(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }

  /// Stops it in order ("fast shutdown"); its data stays. Without effect when it does not run.
  public void stop() {
    stop(STOP_GRACE);
  }

  /// As [#stop()], by force after the grace.
  public synchronized void stop(Duration grace) {
    process.stop(grace);
    cluster.server().ifPresent(ProcessHandle::destroyForcibly);
  }

  /// Starts it again on the same port and data, after [#stop()] first where it runs.
  ///
  /// @throws StartException when it does not come up
  public synchronized void restart() {
    stop();
    cluster.clearPredecessor();
    process = launch();
  }

  /// Stops it and gives its directory back. The data stays.
  @Override
  public synchronized void close() {
    stop();
    lock.close();
  }

  /// The workers of a killed server take a moment to notice; until then PostgreSQL refuses to
  /// start.
  private ChildProcess launch() {
    long deadline = System.nanoTime() + PREDECESSOR_LIMIT.toNanos();
    while (true) {
      var started = ChildProcess.start(spec());
      try {
        started.awaitReady(START_LIMIT);
        return started;
      } catch (StartException e) {
        boolean predecessorDying =
            started.lastLines().stream().anyMatch(line -> line.contains(DYING_PREDECESSOR));
        if (!predecessorDying || System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  private ChildProcess.Spec spec() {
    return new ChildProcess.Spec(
        "postgres",
        cluster.serverCommand(port, settings.durability()),
        Map.of("TZ", "UTC"),
        settings.directory(),
        settings.log(),
        line -> line.contains(READY));
  }

  private static boolean exists(Database maintenance, String name) {
    try (var connection = maintenance.connect();
        var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
      query.setString(1, name);
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    } catch (SQLException e) {
      throw new StartException("cannot look for database " + name + ": " + e.getMessage(), e);
    }
  }
}
