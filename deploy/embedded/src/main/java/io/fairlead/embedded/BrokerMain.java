package io.fairlead.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/// The main class of a broker's own process: formats its storage on first use, runs Apache Kafka's
/// server, and says so in one line on its standard output.
///
/// Its only argument is Kafka's properties file.
public final class BrokerMain {
  /// Printed once the broker serves.
  static final String READY = "broker=ready";

  /// Printed while another broker still has the data.
  static final String DATA_IN_USE = "broker=waiting reason=\"the data is in use\"";

  private static final Duration PREDECESSOR_LIMIT = Duration.ofSeconds(15);
  private static final int NOT_STARTED = 1;

  private BrokerMain() {}

  /// Runs until the process is told to end.
  ///
  /// @param arguments the path of Kafka's properties file
  public static void main(String[] arguments) throws Exception {
    Lifeline.holdIfAsked();
    // Kafka tells each of its settings and each step of a start.
    Logger.getLogger("").setLevel(Level.WARNING);
    Properties properties = read(Path.of(arguments[0]));
    format(properties);
    awaitPredecessor(Path.of(properties.getProperty("log.dirs"), ".lock"));
    started(properties).awaitShutdown();
  }

  /// The broker of a parent that was killed takes a moment to end, and until then its data is
  /// locked.
  private static void awaitPredecessor(Path lock) throws IOException, InterruptedException {
    try (var file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      @Nullable FileLock free = file.tryLock();
      if (free != null) {
        free.release();
        return;
      }
      System.out.println(DATA_IN_USE);
      var freed =
          CompletableFuture.runAsync(
              () -> {
                try {
                  file.lock().release();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      try {
        freed.get(PREDECESSOR_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        throw new IOException("the data is still in use by another broker, lock=" + lock, e);
      }
    }
  }

  /// A broker that cannot start leaves threads behind that would keep the process for ever.
  private static KafkaRaftServer started(Properties properties) {
    try {
      var server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
      Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
      server.startup();
      System.out.println(READY);
      return server;
    } catch (RuntimeException e) {
      Logger.getLogger(BrokerMain.class.getName()).log(Level.SEVERE, "broker did not start", e);
      Runtime.getRuntime().halt(NOT_STARTED);
      throw e;
    }
  }

  private static Properties read(Path file) throws IOException {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }

  private static void format(Properties properties) throws Exception {
    String directory = properties.getProperty("log.dirs");
    // Written last: with it the format is complete, without it it is done again.
    if (Files.exists(Path.of(directory, "meta.properties"))) {
      return;
    }
    new Formatter()
        .setClusterId(properties.getProperty(BrokerConfiguration.CLUSTER_ID))
        .setNodeId(BrokerConfiguration.NODE)
        .setControllerListenerName(BrokerConfiguration.CONTROLLER_LISTENER)
        .setMetadataLogDirectory(directory)
        .addDirectory(directory)
        .setIgnoreFormatted(true)
        .setPrintStream(System.out)
        .run();
  }
}
