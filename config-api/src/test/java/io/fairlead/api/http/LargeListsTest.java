package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import io.fairlead.contract.json.Json;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Lists of configurations that are long to open and to write.
final class LargeListsTest {
  private static final int MANY = 7;

  private final FakeDatabase database = new FakeDatabase();

  /// All connections are on its one event loop.
  private final ApiUnderTest api =
      ApiUnderTest.over(
          Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1)),
          database.stores(),
          database.policyFeed(),
          database.clock());

  @BeforeEach
  void fill() {
    api.register();
    for (int number = 0; number < MANY; number++) {
      assertThat(api.put(FLUX + "/large-" + number, large(number)).status()).isEqualTo(201);
    }
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void whileALargePageIsOpenedOthersAreAnswered() throws Exception {
    // Given
    var opening = new CountDownLatch(1);
    var answered = new CountDownLatch(1);
    Set<Boolean> onLoop = ConcurrentHashMap.newKeySet();
    database.whileOpening(
        _ -> {
          onLoop.add(Context.isOnEventLoopThread());
          opening.countDown();
          await(answered);
        });
    var list = api.call("GET", FLUX).start();
    assertThat(opening.await(10, TimeUnit.SECONDS)).isTrue();

    // When
    Reply other = api.get(FLUX + "/large-0");

    // Then
    assertThat(other.status()).isEqualTo(200);
    assertThat(list).isNotDone();
    answered.countDown();
    assertThat(list.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(onLoop).containsExactly(false);
  }

  @Test
  void itemsAreInTheirOrderAndAsEachIsByItself() {
    // When
    Reply list = api.get(FLUX);

    // Then
    assertThat(list.json().path("value"))
        .containsExactlyElementsOf(
            IntStream.range(0, MANY)
                .mapToObj(number -> api.get(FLUX + "/large-" + number).json())
                .toList());
    assertThat(list.json().has("nextLink")).isFalse();
  }

  @Test
  void pagesLeadToEachOther() {
    // When
    Reply first = api.get(FLUX + "?$top=4");
    Reply second = api.get(first.at("/nextLink"));

    // Then
    assertThat(names(first)).containsExactly("large-0", "large-1", "large-2", "large-3");
    assertThat(names(second)).containsExactly("large-4", "large-5", "large-6");
    assertThat(second.json().has("nextLink")).isFalse();
  }

  @Test
  void oneThatCannotBeOpenedIsAFaultWithoutDetails() {
    // Given
    database.whileOpening(
        configuration -> {
          if (configuration.id().name().equals("large-5")) {
            throw new IllegalStateException("secret detail");
          }
        });

    // When
    Reply refused = api.get(FLUX);

    // Then
    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.code()).isEqualTo("InternalServerError");
    assertThat(refused.text()).doesNotContain("secret").doesNotContain("value");
  }

  @Test
  void operationsInProgressAreFoundOffTheEventLoopToo() {
    // Given
    Set<Boolean> onLoop = ConcurrentHashMap.newKeySet();
    database.whileOpening(_ -> onLoop.add(Context.isOnEventLoopThread()));

    // When
    Reply running = api.get(CLUSTER + "/providers/Microsoft.KubernetesConfiguration/operations");

    // Then
    assertThat(running.status()).isEqualTo(200);
    assertThat(onLoop).containsExactly(false);
  }

  private static List<String> names(Reply list) {
    return StreamSupport.stream(list.json().path("value").spliterator(), false)
        .map(item -> item.path("name").asText())
        .toList();
  }

  private static String large(int number) {
    var body = Json.mapper().createObjectNode();
    var properties = body.putObject("properties");
    properties
        .putObject("gitRepository")
        .put("url", "https://git.example.com/fleet")
        .putObject("repositoryRef")
        .put("branch", "main");
    var variables =
        properties
            .putObject("kustomizations")
            .putObject("apps")
            .put("path", "./apps/" + number)
            .putObject("postBuild")
            .putObject("substitute");
    for (int variable = 0; variable < 100; variable++) {
      variables.put("variable_" + variable, "value ".repeat(20) + number);
    }
    return body.toString();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("never released");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
