package io.fairlead.embedded;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;

/// An Apache Kafka broker (KRaft, one node) on loopback as a child process, with its data in a
/// directory that outlives it.
///
/// What it confirmed survives its death. As with any Kafka, a record is not forced to the disk one
/// by one: when the whole machine dies, the last ones may be gone, which the owner of the topics
/// notices.
///
/// Start it with [#start(Settings)]; then [#stop()], [#kill()], [#restart()] and [#wipe()] as often
/// as needed, on the same port; [#close()] stops it and gives the directory back. Thread-safe.
public final class Broker implements AutoCloseable {
  /// The name of the listener that clients connect to.
  public static final String CLIENTS = "CLIENTS";

  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final Duration STOP_GRACE = Duration.ofSeconds(7);

  /// Room for new objects: without, a busy broker stops for a collection every second.
  private static final List<String> JVM_FLAGS =
      List.of(
          "-Xms128m",
          "-Xmn64m",
          "-Xmx320m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.awt.headless=true",
          "-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// How to run it.
  ///
  /// @param directory holds everything it keeps; created where missing
  /// @param port a port, or [Ports#ANY] for the one used last time where it is free, else any
  /// @param log the file for its output
  /// @param extraJvmFlags for its JVM, after the usual ones
  /// @param extraProperties Kafka's own, over the usual ones; the listener of clients is named
  ///     [#CLIENTS]
  public record Settings(
      Path directory,
      int port,
      Path log,
      List<String> extraJvmFlags,
      Map<String, String> extraProperties) {
    public Settings {
      directory = directory.toAbsolutePath().normalize();
      extraJvmFlags = List.copyOf(extraJvmFlags);
      extraProperties = Map.copyOf(extraProperties);
    }

    public Settings(Path directory, int port, Path log, List<String> extraJvmFlags) {
      this(directory, port, log, extraJvmFlags, Map.of());
    }

    /// The same with properties of Kafka's own, over the usual ones.
    public Settings with(Map<String, String> properties) {
      return new Settings(directory, port, log, extraJvmFlags, properties);
    }

    /// Without the properties' values, some of which are passwords.
    @Override
    public String toString() {
      return "Settings[directory=" + directory + ", port=" + port + "]";
    }

    /// For tests: any port.
    public static Settings forTests(Path directory) {
      return new Settings(directory, Ports.ANY, directory.resolve("broker.log"), List.of());
    }
  }

  private final Settings settings;
  private final DirectoryLock lock;
  private final int port;
  private volatile ChildProcess process;

  private Broker(Settings settings, DirectoryLock lock, int port) {
    this.settings = settings;
    this.lock = lock;
    this.port = port;
    this.process = launch();
  }

  /// Starts a broker and returns when it serves.
  ///
  /// @throws StartException when the directory is in use or not writable, when a wanted port is in
  ///     use, or when the broker does not come up; nothing is then left running
  public static Broker start(Settings settings) {
    DirectoryLock lock = DirectoryLock.acquire(settings.directory());
    try {
      Path memory = settings.directory().resolve("port");
      return new Broker(
          settings, lock, Ports.choose(settings.port(), Ports.ANY, memory, "the Kafka broker"));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// What clients need to find it.
  public String bootstrapServers() {
    return Ports.LOOPBACK + ":" + port;
  }

  /// Its port on loopback; the same over restarts.
  public int port() {
    return port;
  }

  /// Whether it runs.
  public boolean isAlive() {
    return process.isAlive();
  }

  /// Its process id.
  public long pid() {
    return process.pid();
  }

  /// Completes when the process that runs now has ended, with its exit code.
  public CompletableFuture<Integer> onExit() {
    return process.onExit();
  }

  /// Kills it as `kill -9` does and returns when it is gone.
  public synchronized void kill() {
    process.kill();
  }

  /// Stops it in order; its data stays. Without effect when it does not run.
  public void stop() {
    stop(STOP_GRACE);
  }

  /// As [#stop()], by force after the grace.
  public synchronized void stop(Duration grace) {
    process.stop(grace);
  }

  /// Starts it again on the same port and data, after [#stop()] first where it runs.
  ///
  /// @throws StartException when it does not come up
  public synchronized void restart() {
    stop();
    process = launch();
  }

  /// Loses everything: all topics, groups and the cluster's id. It then runs, empty, on the same
  /// port.
  public synchronized void wipe() {
    stop();
    try {
      PostgresBinaries.deleteTree(data());
    } catch (IOException e) {
      throw new StartException("cannot delete " + data() + " (" + e + ")", e);
    }
    process = launch();
  }

  /// Stops it and gives its directory back. The data stays.
  @Override
  public synchronized void close() {
    stop();
    lock.close();
  }

  private Path data() {
    return settings.directory().resolve("data");
  }

  private ChildProcess launch() {
    Path properties = settings.directory().resolve("server.properties");
    write(properties);
    var started = ChildProcess.start(spec(properties));
    started.awaitReady(START_LIMIT);
    return started;
  }

  private void write(Path file) {
    // Used only while the storage is unformatted.
    String clusterId = Uuid.randomUuid().toString();
    Properties properties = BrokerConfiguration.of(data(), port, Ports.free(), clusterId);
    properties.putAll(settings.extraProperties());
    try (var text = new StringWriter()) {
      Files.createDirectories(data());
      properties.store(text, null);
      OwnerOnly.write(file, text.toString());
    } catch (IOException e) {
      throw new StartException("cannot write " + file + " (" + e + ")", e);
    }
  }

  private ChildProcess.Spec spec(Path properties) {
    var command = new ArrayList<>(JavaCommand.withoutInterrupts());
    command.addAll(JVM_FLAGS);
    command.addAll(settings.extraJvmFlags());
    command.add(BrokerMain.class.getName());
    command.add(properties.toString());
    return new ChildProcess.Spec(
        "broker",
        command,
        Map.of(
            Lifeline.VARIABLE, Lifeline.STDIN, "CLASSPATH", System.getProperty("java.class.path")),
        settings.directory(),
        settings.log(),
        BrokerMain.READY::equals);
  }
}
