package io.fairlead.agent.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.session.desired.StoreException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The Kubernetes API is asked again where that may help, for as long as it may take and no longer.
class PatienceTest {
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final Duration LIMIT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicInteger tries = new AtomicInteger();
  private Patience patience = new Patience(LONG, PAUSE, PAUSE);

  @AfterEach
  void close() {
    patience.close();
  }

  @Test
  void tries_until_there_is_an_answer_whatever_the_api_says_before() {
    // When
    String answer =
        patience.untilDone(
            "load",
            () -> {
              if (tries.incrementAndGet() < 4) {
                throw fault(HttpURLConnection.HTTP_FORBIDDEN);
              }
              return "answer";
            });
    // Then
    assertThat(answer).isEqualTo("answer");
    assertThat(tries).hasValue(4);
  }

  @Test
  void closing_ends_the_wait_for_an_answer() throws InterruptedException {
    // Given
    patience = new Patience(LONG, LONG, LONG);
    AtomicBoolean stopped = new AtomicBoolean();
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () ->
                    stopped.set(
                        catchThrowable(() -> patience.untilDone("load", failing(0)))
                            instanceof StoreException));
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    // When
    patience.close();
    // Then
    waiting.join();
    assertThat(stopped).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 408, 409, 429, 500, 503})
  void what_may_pass_is_tried_again(int code) {
    // When
    patience.soon(
        () -> {
          if (tries.incrementAndGet() < 3) {
            throw fault(code);
          }
        });
    // Then
    assertThat(tries).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 422})
  void what_does_not_pass_is_not(int code) {
    // When
    var thrown = assertThatThrownBy(() -> patience.soon(failing(code)));
    // Then
    thrown.isInstanceOf(KubernetesClientException.class);
    assertThat(tries).hasValue(1);
  }

  @Test
  void after_its_limit_the_last_failure_is_thrown() {
    // Given
    patience = new Patience(LIMIT, PAUSE, PAUSE);
    // When
    var thrown = assertThatThrownBy(() -> patience.soon(failing(503)));
    // Then
    thrown.isInstanceOf(KubernetesClientException.class);
    assertThat(tries).hasValueGreaterThan(1);
  }

  @Test
  void of_many_all_are_tried_although_one_cannot_be_done() {
    // Given
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    List<Integer> each = IntStream.range(0, 50).boxed().toList();
    // When
    var thrown =
        assertThatThrownBy(
            () ->
                patience.all(
                    each,
                    one -> {
                      if (one == 7) {
                        throw fault(422);
                      }
                      done.add(one);
                    }));
    // Then
    thrown.isInstanceOf(KubernetesClientException.class);
    assertThat(done).hasSize(49).doesNotContain(7);
  }

  @Test
  void of_many_few_are_under_way_at_a_time() {
    // Given
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(8);
    // When
    patience.all(
        IntStream.range(0, 40).boxed().toList(),
        one -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          full.countDown();
          // The first ones wait for each other, so that as many are there as may be.
          hold(full);
          now.decrementAndGet();
        });
    // Then
    assertThat(most).hasValue(8);
  }

  @Test
  void an_error_of_the_program_is_one_of_the_store() {
    // When
    var thrown =
        assertThatThrownBy(
            () ->
                patience.all(
                    List.of(1),
                    one -> {
                      throw new IllegalStateException("of the program");
                    }));
    // Then
    thrown.isInstanceOf(StoreException.class).hasMessageContaining("of the program");
  }

  @Test
  void what_only_saves_work_is_let_go_when_it_cannot_be_done() {
    // Given
    AtomicBoolean letGo = new AtomicBoolean();
    // When
    patience.sometime(failing(403), () -> letGo.set(true));
    // Then
    await().untilTrue(letGo);
    assertThat(tries).hasValue(1);
  }

  @Test
  void what_only_saves_work_never_keeps_what_has_to_be_stored_waiting() {
    // Given
    CountDownLatch mayEnd = new CountDownLatch(1);
    IntStream.range(0, 100).forEach(i -> patience.sometime(() -> hold(mayEnd), () -> {}));
    // When
    var stored =
        catchThrowable(() -> patience.all(List.of(1, 2, 3), one -> tries.incrementAndGet()));
    // Then
    assertThat(stored).isNull();
    assertThat(tries).hasValue(3);
    mayEnd.countDown();
  }

  private Runnable failing(int code) {
    return () -> {
      tries.incrementAndGet();
      throw fault(code);
    };
  }

  private static KubernetesClientException fault(int code) {
    return new KubernetesClientException(
        "as the API says", code, new StatusBuilder().withMessage("as the API says").build());
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
