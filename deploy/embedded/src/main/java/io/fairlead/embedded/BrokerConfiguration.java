package io.fairlead.embedded;

import java.nio.file.Path;
import java.util.Properties;

/// Kafka's own settings for one small node that is broker and controller.
final class BrokerConfiguration {
  static final int NODE = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /// Not one of Kafka's: the id with which the storage is formatted.
  static final String CLUSTER_ID = "fairlead.cluster.id";

  private static final String MEBIBYTE_64 = Integer.toString(64 << 20);

  private BrokerConfiguration() {}

  /// @param data Kafka's log directory, in the broker's working directory
  /// @param port of the clients' listener
  /// @param controllerPort of the controller's listener
  /// @param clusterId used when the storage is new
  static Properties of(Path data, int port, int controllerPort, String clusterId) {
    var settings = new Properties();
    settings.setProperty(CLUSTER_ID, clusterId);
    identity(settings, data, port, controllerPort);
    internalTopics(settings);
    sizes(settings);
    timing(settings);
    return settings;
  }

  private static void identity(Properties settings, Path data, int port, int controllerPort) {
    String client = Broker.CLIENTS + "://" + Ports.LOOPBACK + ":" + port;
    String controller = CONTROLLER_LISTENER + "://" + Ports.LOOPBACK + ":" + controllerPort;
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", Integer.toString(NODE));
    settings.setProperty(
        "controller.quorum.voters", NODE + "@" + Ports.LOOPBACK + ":" + controllerPort);
    settings.setProperty("controller.listener.names", CONTROLLER_LISTENER);
    settings.setProperty("listeners", client + "," + controller);
    settings.setProperty("advertised.listeners", client);
    settings.setProperty(
        "listener.security.protocol.map",
        Broker.CLIENTS + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    settings.setProperty("inter.broker.listener.name", Broker.CLIENTS);
    // Seen from the broker's working directory: a comma in a whole path would make two of it.
    settings.setProperty("log.dirs", data.getFileName().toString());
    // A misspelt topic is an error, not a new topic.
    settings.setProperty("auto.create.topics.enable", "false");
  }

  private static void internalTopics(Properties settings) {
    settings.setProperty("offsets.topic.num.partitions", "4");
    settings.setProperty("offsets.topic.replication.factor", "1");
    // A broker that was killed and starts again is taken for its predecessor at first, and begins
    // to load as that. A load that does not notice in time that it was fenced would end the one
    // that follows before all is read, and the group would stand still. It looks between two reads,
    // so they are small, and so is what there is to read.
    settings.setProperty("offsets.topic.segment.bytes", Integer.toString(1 << 20));
    settings.setProperty("offsets.load.buffer.size", Integer.toString(64 << 10));
    settings.setProperty("transaction.state.log.num.partitions", "2");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("transaction.state.log.segment.bytes", Integer.toString(8 << 20));
    settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    settings.setProperty("min.insync.replicas", "1");
    settings.setProperty("default.replication.factor", "1");
  }

  private static void sizes(Properties settings) {
    settings.setProperty("num.network.threads", "2");
    settings.setProperty("num.io.threads", "3");
    settings.setProperty("background.threads", "2");
    settings.setProperty("num.recovery.threads.per.data.dir", "2");
    settings.setProperty("log.segment.bytes", MEBIBYTE_64);
    // The index of an active segment is preallocated, one pair per partition.
    settings.setProperty("log.index.size.max.bytes", Integer.toString(1 << 20));
    settings.setProperty("metadata.log.segment.bytes", MEBIBYTE_64);
    settings.setProperty("metadata.max.retention.bytes", MEBIBYTE_64);
    settings.setProperty("log.cleaner.enable", "true");
    settings.setProperty("log.cleaner.threads", "1");
    settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
  }

  private static void timing(Properties settings) {
    // One node: nobody to wait for, neither in elections nor before a group's first assignment.
    settings.setProperty("controller.quorum.election.timeout.ms", "100");
    settings.setProperty("controller.quorum.election.backoff.max.ms", "50");
    settings.setProperty("broker.heartbeat.interval.ms", "200");
    // For so long a killed broker's successor is refused by the controller, as its double.
    settings.setProperty("broker.session.timeout.ms", "2000");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    // Longer than any test pauses a consumer, shorter than anyone waits for a killed one.
    settings.setProperty("group.min.session.timeout.ms", "1000");
  }
}
