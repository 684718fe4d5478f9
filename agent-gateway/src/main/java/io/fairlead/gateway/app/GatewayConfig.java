package io.fairlead.gateway.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// The gateway's settings. Kafka's address is `kafka.bootstrap.servers`, the address to listen on
/// `quarkus.http.host` and `quarkus.http.port`. In the environment `fairlead.gateway.state-dir` is
/// `FAIRLEAD_GATEWAY_STATE_DIR`, and so on. `docs/configuration.md` lists them for operators.
@ConfigMapping(prefix = "fairlead.gateway")
public interface GatewayConfig {
  /// Names this gateway among others; written on its sessions. By default a new name at each start.
  Optional<String> id();

  /// Allows a listener without TLS beyond this machine, where the network itself protects what is
  /// said. Judged before the start.
  @WithDefault("false")
  boolean insecureTransport();

  /// Where the table of desired state is kept. Used by one process at a time; may be lost at any
  /// time, and is then built anew from Kafka.
  @WithDefault("state")
  Path stateDir();

  /// How often agents say that they are alive. Missed three times, a session ends. Whole seconds.
  @WithDefault("60s")
  Duration heartbeat();

  /// How long a connection may take nothing, or an agent acknowledge nothing, before its session
  /// ends.
  @WithDefault("60s")
  Duration slowReaderAfter();

  /// How long Kafka may take to confirm a record before the session that waits for it ends. This
  /// is how long sessions survive without Kafka. 2 s to 1 h. The opening of a session gets 8 s at
  /// most, since its agent does not wait long.
  @WithDefault("45s")
  Duration hubPatience();

  /// Sessions at a time, 1 to 1,000,000. By default as many as half of the heap can carry; more is
  /// warned of.
  OptionalInt maxSessions();

  /// Sessions let in each second; above 0 and at most 1,000,000.
  @WithDefault("200")
  double attemptsPerSecond();

  /// Sessions let in at once after a quiet time, and attempts whose tokens wait to be checked; 1 to
  /// 1,000,000.
  @WithDefault("400")
  int attemptsBurst();

  /// How often Kafka is asked whether the topics are still the same.
  @WithDefault("3s")
  Duration topicCheckInterval();

  /// How long a drain may take when the gateway is told to stop.
  @WithDefault("4s")
  Duration drainLimit();

  /// Over how long the agents of a drained gateway come back elsewhere.
  @WithDefault("5s")
  Duration drainSpread();
}
