package io.fairlead.gateway.server;

import static org.awaitility.Awaitility.await;

import io.fairlead.gateway.kafka.KafkaClients;
import io.fairlead.gateway.session.SessionPolicy;
import io.fairlead.gateway.table.TableKeeper;
import io.fairlead.streams.HubClients;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A gateway with an HTTP server on some port.
final class TestGateway implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  final HoldingMeters meters = new HoldingMeters();
  final AtomicInteger faults = new AtomicInteger();
  final Gateway gateway;
  final int port;

  TestGateway(String id, String bootstrapServers, Path directory) {
    this(id, bootstrapServers, directory, settings -> settings);
  }

  TestGateway(
      String id, String bootstrapServers, Path directory, UnaryOperator<GatewaySettings> adjust) {
    this(id, bootstrapServers, directory, adjust, Clock.systemUTC());
  }

  TestGateway(
      String id,
      String bootstrapServers,
      Path directory,
      UnaryOperator<GatewaySettings> adjust,
      InstantSource clock) {
    gateway =
        new Gateway(
            adjust.apply(
                new GatewaySettings(
                    id,
                    new KafkaClients(new HubClients(bootstrapServers), Duration.ofSeconds(20)),
                    new TableKeeper.Settings(
                        directory, Duration.ofMillis(300), Duration.ofSeconds(1)),
                    SessionPolicy.standard(),
                    1_000,
                    1_000,
                    1_000,
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(1))),
            vertx,
            meters,
            clock,
            Seals.SEAL);
    var options = new HttpServerOptions();
    SessionEndpoint.configure(options);
    port =
        vertx
            .createHttpServer(options)
            .requestHandler(request -> gateway.endpoint().handle(request))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
    gateway.start(() -> faults.incrementAndGet());
  }

  TestGateway awaitReady() {
    await().atMost(Duration.ofSeconds(40)).until(gateway::isReady);
    return this;
  }

  double count(String name, String tag, String value) {
    return meters.get(name).tag(tag, value).counter().count();
  }

  double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  @Override
  public void close() {
    gateway.drain();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
