package io.fairlead.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// The main class of a broker's own process: formats its storage on first use, runs Apache Kafka's
/// server, and says so in one line on its standard output.
///
/// Its only argument is Kafka's properties file.
public final class BrokerMain {
  /// Printed once the broker serves.
  static final String READY = "broker=ready";

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
    var server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
    server.startup();
    System.out.println(READY);
    server.awaitShutdown();
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
