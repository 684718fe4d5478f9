package io.fairlead.local;

import io.fairlead.embedded.Broker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The Kafka broker.
final class BrokerPart implements Part {
  static final String NAME = "kafka";

  private final Broker.Settings settings;
  private volatile @Nullable Broker broker;

  BrokerPart(Broker.Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    Broker before = broker;
    if (before == null) {
      broker = Broker.start(settings);
    } else {
      before.restart();
    }
  }

  /// Where clients find it.
  String bootstrapServers() {
    return running().bootstrapServers();
  }

  @Override
  public boolean isAlive() {
    Broker now = broker;
    return now != null && now.isAlive();
  }

  @Override
  public long pid() {
    return running().pid();
  }

  @Override
  public CompletableFuture<Integer> onExit() {
    return running().onExit();
  }

  @Override
  public void kill() {
    running().kill();
  }

  @Override
  public void stop(Duration grace) {
    Broker now = broker;
    if (now != null) {
      now.stop(grace);
    }
  }

  private Broker running() {
    Broker now = broker;
    if (now == null) {
      throw new IllegalStateException(NAME + " was not started");
    }
    return now;
  }
}
