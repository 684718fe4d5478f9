package io.fairlead.api.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.handler.OptimisticWrite.Deletion;
import io.fairlead.api.request.Precondition;
import io.fairlead.store.DeleteOutcome;
import io.fairlead.store.Expectation;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class OptimisticWriteTest {
  private static final UUID UID = new UUID(1, 1);

  @Test
  void whatIsShownAsDeletedIsWhatWasDeletedAlsoWhenItWasCreatedJustBefore() {
    // Given
    Queue<Optional<String>> reads =
        new ArrayDeque<>(List.of(Optional.empty(), Optional.of("created meanwhile")));
    var write =
        new OptimisticWrite<String>(
            () -> Uni.createFrom().item(reads.remove()), _ -> new Tag(UID, 7));

    // When
    Deletion<String> deletion =
        write
            .deleteRead(
                new Precondition.None(),
                expectation ->
                    Uni.createFrom()
                        .item(
                            expectation instanceof Expectation.Absent
                                ? new DeleteOutcome.Mismatch<>(Optional.of("created meanwhile"))
                                : new DeleteOutcome.Gone<>(UID, 7)))
            .await()
            .atMost(Duration.ofSeconds(10));

    // Then
    assertThat(deletion.read()).contains("created meanwhile");
    assertThat(deletion.outcome()).isEqualTo(new DeleteOutcome.Gone<>(UID, 7));
  }
}
