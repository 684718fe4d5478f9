package io.fairlead.gateway.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.topic.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TableBarrierTest {
  private static final int PARTITION = 3;
  private static final int OTHER = 4;
  private static final int MAX_WAITING = 1_000;

  private final List<Map<TopicPartition, CompletableFuture<Long>>> questions = new ArrayList<>();
  private final Deque<Runnable> pauses = new ArrayDeque<>();
  private final List<String> observed = new ArrayList<>();
  private Duration now = Duration.ZERO;
  private final TableBarrier barrier =
      new TableBarrier(
          this::ask,
          pauses::add,
          MAX_WAITING,
          new BarrierObserver() {
            @Override
            public void waiting() {
              observed.add("waiting");
            }

            @Override
            public void passed(Duration waited) {
              observed.add("passed");
            }

            @Override
            public void failed() {
              observed.add("failed");
            }
          },
          () -> now.toNanos());

  private Map<TopicPartition, CompletionStage<Long>> ask(Collection<TopicPartition> partitions) {
    Map<TopicPartition, CompletableFuture<Long>> question =
        partitions.stream().collect(Collectors.toMap(p -> p, _ -> new CompletableFuture<>()));
    questions.add(question);
    return Map.copyOf(question);
  }

  @Test
  void one_passes_once_the_table_has_read_what_was_committed_to_both_topics() {
    // Given
    var passed = pass(PARTITION);
    answer(0, PARTITION, 10);
    barrier.reached(clusters(PARTITION), 10);
    barrier.reached(configurations(PARTITION), 9);
    assertThat(passed).isNotDone();

    // When
    barrier.reached(configurations(PARTITION), 10);

    // Then
    assertThat(passed).isCompleted();
    assertThat(observed).containsExactly("waiting", "passed");
  }

  @Test
  void a_position_beyond_the_last_record_counts_as_after_marks_and_aborted_transactions() {
    // Given
    barrier.reached(clusters(PARTITION), 7);
    barrier.reached(configurations(PARTITION), 12);
    var passed = pass(PARTITION);

    // When
    answer(0, PARTITION, 7);

    // Then
    assertThat(passed).isCompleted();
  }

  @Test
  void many_who_come_at_once_cost_two_questions() {
    // Given
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 500).mapToObj(_ -> pass(PARTITION)).toList();
    reachedAll(PARTITION, 10);

    // When
    answer(0, PARTITION, 10);
    runPauses();
    answer(1, PARTITION, 10);
    runPauses();

    // Then
    assertThat(all).allSatisfy(passed -> assertThat(passed).isCompleted());
    assertThat(questions).hasSize(2);
  }

  @Test
  void one_who_comes_while_a_question_is_under_way_waits_for_the_next() {
    // Given
    reachedAll(PARTITION, 10);
    var first = pass(PARTITION);
    var second = pass(PARTITION);

    // When
    answer(0, PARTITION, 10);

    // Then
    assertThat(first).isCompleted();
    assertThat(second).isNotDone();
    runPauses();
    answer(1, PARTITION, 11);
    assertThat(second).isNotDone();
    reachedAll(PARTITION, 11);
    assertThat(second).isCompleted();
  }

  @Test
  void questions_keep_their_distance() {
    // Given
    var _ = pass(PARTITION);
    answer(0, PARTITION, 0);

    // When
    var _ = pass(PARTITION);

    // Then
    assertThat(questions).hasSize(1);
    runPauses();
    assertThat(questions).hasSize(2);
  }

  @Test
  void a_partition_without_an_answer_holds_up_nobody_else() {
    // Given
    reachedAll(OTHER, 10);
    var dead = pass(PARTITION);
    runPauses();
    var alive = pass(OTHER);

    // When
    answer(1, OTHER, 10);

    // Then
    assertThat(alive).isCompleted();
    assertThat(dead).isNotDone();
  }

  @Test
  void an_end_that_falls_back_with_its_leader_is_no_worse_than_the_one_before() {
    // Given
    var first = pass(PARTITION);
    answer(0, PARTITION, 10);
    var second = pass(PARTITION);
    runPauses();
    answer(1, PARTITION, 8);

    // When
    reachedAll(PARTITION, 9);

    // Then
    assertThat(second).isCompleted();
    assertThat(first).isNotDone();
  }

  @Test
  void a_question_that_fails_fails_all_who_wait_for_its_answer_and_nobody_after_them() {
    // Given
    reachedAll(PARTITION, 10);
    var first = pass(PARTITION);
    var second = pass(PARTITION);

    // When
    questions
        .getFirst()
        .values()
        .forEach(answer -> answer.completeExceptionally(new IllegalStateException("away")));

    // Then
    assertThat(first).isCompletedExceptionally();
    runPauses();
    answer(1, PARTITION, 10);
    assertThat(second).isCompleted();
    assertThat(observed).containsExactly("waiting", "waiting", "failed", "passed");
  }

  @Test
  void a_closed_barrier_turns_away_who_waits_and_who_comes() {
    // Given
    var asking = pass(PARTITION);
    var waiting = pass(PARTITION);

    // When
    barrier.close();

    // Then
    assertThat(asking).isCompletedExceptionally();
    assertThat(waiting).isCompletedExceptionally();
    assertThat(pass(PARTITION)).isCompletedExceptionally();
  }

  @Test
  void only_so_many_may_wait() {
    // Given
    for (int i = 0; i < MAX_WAITING; i++) {
      var _ = pass(PARTITION);
    }

    // When
    var tooMany = pass(PARTITION);

    // Then
    assertThat(tooMany).isCompletedExceptionally();
  }

  @Test
  void a_table_that_has_not_read_for_a_minute_what_it_was_asked_to_is_behind_until_it_has() {
    // Given
    var _ = pass(PARTITION);
    answer(0, PARTITION, 10);
    assertThat(barrier.isBehind()).isFalse();

    // When
    now = TableBarrier.BEHIND_LIMIT.plusSeconds(1);

    // Then
    assertThat(barrier.isBehind()).isTrue();
    reachedAll(PARTITION, 10);
    assertThat(barrier.isBehind()).isFalse();
  }

  private CompletableFuture<Void> pass(int partition) {
    return barrier.pass(partition).toCompletableFuture();
  }

  private void answer(int question, int partition, long end) {
    for (TopicPartition asked : List.of(clusters(partition), configurations(partition))) {
      requireNonNull(questions.get(question).get(asked)).complete(end);
    }
  }

  private void reachedAll(int partition, long position) {
    barrier.reached(clusters(partition), position);
    barrier.reached(configurations(partition), position);
  }

  private void runPauses() {
    List<Runnable> due = List.copyOf(pauses);
    pauses.clear();
    due.forEach(Runnable::run);
  }

  private static TopicPartition clusters(int partition) {
    return new TopicPartition(Topic.CLUSTERS.topicName(), partition);
  }

  private static TopicPartition configurations(int partition) {
    return new TopicPartition(Topic.CONFIGURATIONS.topicName(), partition);
  }
}
