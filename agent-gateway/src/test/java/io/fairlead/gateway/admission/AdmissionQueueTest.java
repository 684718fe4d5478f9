package io.fairlead.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future.State;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionQueueTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int MAX_WAITING = 20;

  private final AdmissionQueue queue = new AdmissionQueue(MAX_WAITING);
  private final CompletableFuture<String> held = new CompletableFuture<>();

  @AfterEach
  void end() {
    held.complete("over");
    queue.close();
  }

  @Test
  void refuses_what_it_cannot_hold_and_does_the_rest() {
    // Given
    List<CompletableFuture<String>> attempts = new ArrayList<>();

    // When
    for (int i = 0; i < 10 * MAX_WAITING; i++) {
      attempts.add(attempt("edge-" + i));
    }

    // Then
    List<CompletableFuture<String>> refused =
        attempts.stream().filter(CompletableFuture::isDone).toList();
    assertThat(attempts.size() - refused.size()).isBetween(MAX_WAITING, MAX_WAITING + 2);
    assertThat(refused)
        .allSatisfy(
            attempt ->
                assertThat(attempt.exceptionNow())
                    .isInstanceOfSatisfying(
                        TooManyWaitException.class,
                        e ->
                            assertThat(e.comeBack())
                                .isBetween(WaitingRoom.SHORTEST, WaitingRoom.LONGEST)));
    held.complete("checked");
    await()
        .atMost(SOON)
        .until(() -> attempts.stream().allMatch(attempt -> attempt.state() != State.RUNNING));
    assertThat(attempts.stream().filter(attempt -> attempt.state() == State.SUCCESS).count())
        .isEqualTo(attempts.size() - refused.size());
  }

  @Test
  void a_flood_in_the_name_of_one_cluster_holds_up_no_other()
      throws InterruptedException, ExecutionException, TimeoutException {
    // Given
    for (int i = 0; i < 10 * MAX_WAITING; i++) {
      var _ = attempt("flooded");
    }

    // When
    CompletableFuture<String> other = attempt("edge-1");

    // Then
    assertThat(other).isNotDone();
    assertThat(attempt("flooded").state()).isEqualTo(State.FAILED);
    held.complete("checked");
    assertThat(other.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("checked");
    await().atMost(SOON).until(() -> attempt("flooded").state() != State.FAILED);
  }

  @Test
  void what_is_closed_sends_nobody_to_come_back_to_it() {
    // Given
    queue.close();

    // When
    CompletableFuture<String> late = attempt("edge-1");

    // Then
    assertThat(late.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
  }

  private CompletableFuture<String> attempt(String name) {
    ResourceId cluster = ResourceId.cluster("s", "g", "t/u", name);
    return queue.submit(cluster, held::join).toCompletableFuture();
  }
}
