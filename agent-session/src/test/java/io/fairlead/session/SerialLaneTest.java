package io.fairlead.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class SerialLaneTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void goesOnAfterATaskThatFailedBadly() {
    // Given
    SerialLane lane = new SerialLane(Runnable::run);
    lane.execute(
        () -> {
          throw new StackOverflowError("the task's");
        });
    // When
    lane.execute(() -> done.add("next"));
    // Then
    assertThat(done).containsExactly("next");
  }

  @Test
  void goesOnAfterItsExecutorRefused() {
    // Given
    List<Boolean> refusals = new ArrayList<>(List.of(true));
    SerialLane lane =
        new SerialLane(
            task -> {
              if (!refusals.isEmpty() && refusals.removeFirst()) {
                throw new RejectedExecutionException("no thread left");
              }
              task.run();
            });
    assertThatThrownBy(() -> lane.execute(() -> done.add("refused")))
        .isInstanceOf(RejectedExecutionException.class);
    // When
    lane.execute(() -> done.add("next"));
    // Then
    assertThat(done).containsExactly("next");
  }
}
