package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.operation.Catalog;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.ApiUnderTest.Settings;
import io.fairlead.api.support.FakeDatabase;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class OverloadTest {
  private final FakeDatabase database = new FakeDatabase();

  @Test
  void whileTheDatabaseFailsRequestsAre503AndNothingLeaks() {
    try (var api = ApiUnderTest.over(database)) {
      // Given
      api.register();
      database.takeAway(
          () -> Uni.createFrom().failure(new IllegalStateException("FATAL: secret detail")));

      // When
      Reply refused = api.get(CLUSTER);
      database.takeAway(null);

      // Then
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("ServiceUnavailable");
      assertThat(refused.header("Retry-After")).isPresent();
      assertThat(refused.text()).doesNotContain("secret").doesNotContain("Exception");
      assertThat(api.get(CLUSTER).status()).isEqualTo(200);
    }
  }

  @Test
  void aDatabaseThatIsKnownToBeAwayIsNotWaitedFor() {
    try (var api = ApiUnderTest.over(database)) {
      // Given
      api.databaseAvailable(false);

      // When
      Reply refused = api.get(CLUSTER);
      Reply answered = api.get("/providers/Microsoft.Kubernetes/operations");

      // Then
      assertThat(refused.status()).isEqualTo(503);
      assertThat(answered.status()).isEqualTo(200);
    }
  }

  @Test
  void aRequestThatIsNotAnsweredInTimeIs504() {
    var settings = new Settings(8, Duration.ofSeconds(10), Duration.ofMillis(50));
    try (var api = ApiUnderTest.over(database, settings)) {
      // Given
      database.takeAway(() -> Uni.createFrom().nothing());

      // When
      Reply refused = api.get(CLUSTER);

      // Then
      assertThat(refused.status()).isEqualTo(504);
      assertThat(refused.code()).isEqualTo("GatewayTimeout");
      assertThat(refused.header("Retry-After")).isPresent();
    }
  }

  @Test
  void aFaultOfThisServerIs500WithoutDetails() {
    var stores =
        new Catalog.Stores(
            database.scopeStore(),
            database.clusterStore(),
            database.configurationStore(),
            database);
    InstantSource broken =
        () -> {
          throw new IllegalStateException("the clock fell off the wall");
        };
    try (var api = ApiUnderTest.over(stores, broken)) {
      // Given
      api.register();

      // When
      Reply refused = api.put(FLUX + "/baseline", flux("main"));

      // Then
      assertThat(refused.status()).isEqualTo(500);
      assertThat(refused.code()).isEqualTo("InternalServerError");
      assertThat(refused.text()).doesNotContain("java").doesNotContain("clock");
    }
  }

  @Test
  void oneRequestMoreThanMayBeWorkedOnIsTurnedAwayAtOnce() throws Exception {
    var settings = new Settings(2, Duration.ofSeconds(10), Duration.ofSeconds(10));
    try (var api = ApiUnderTest.over(database, settings)) {
      // Given
      var release = new CompletableFuture<Void>();
      var inside = new CountDownLatch(2);
      database.takeAway(
          () -> {
            inside.countDown();
            return Uni.createFrom().completionStage(release);
          });
      var first = api.call("GET", CLUSTER).start();
      var second = api.call("GET", CLUSTER).start();
      assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

      // When
      Reply refused = api.get(CLUSTER);

      // Then
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).hasValue("1");
      release.complete(null);
      assertThat(first.join().status()).isEqualTo(404);
      assertThat(second.join().status()).isEqualTo(404);
      assertThat(api.get(CLUSTER).status()).isEqualTo(404);
    }
  }

  @Test
  void aBodyThatDoesNotArriveIs408() {
    var settings = new Settings(8, Duration.ofMillis(100), Duration.ofSeconds(10));
    try (var api = ApiUnderTest.over(database, settings)) {
      // When
      String raw =
          Sockets.exchange(
              api.port(),
              Sockets.put(FLUX + "/x", "{}").replace("Content-Length: 2", "Content-Length: 99"));

      // Then
      assertThat(raw).startsWith("HTTP/1.1 408 ").contains("RequestTimeout");
    }
  }
}
