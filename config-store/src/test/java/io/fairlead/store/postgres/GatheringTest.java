package io.fairlead.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Questions are a group and a key; their answers are themselves.
class GatheringTest {
  /// A round that waits to be answered.
  private record Open(List<String> questions, UniEmitter<? super List<Optional<String>>> emitter) {
    void answer() {
      emitter.complete(questions.stream().map(Optional::of).toList());
    }
  }

  private final List<Open> rounds = new ArrayList<>();
  private final List<CompletableFuture<Optional<String>>> others = new ArrayList<>();
  private final GatheringStatus status = new GatheringStatus();
  private final Gathering<String, String> gathering = gathering(this::open);

  private Gathering<String, String> gathering(Gathering.Round<String, String> round) {
    return new Gathering<>(
        new Gathering.Limits(2, 3, 5),
        question ->
            Optional.of(
                new Gathering.Place(question.substring(0, question.indexOf('/')), question)),
        round,
        status);
  }

  private Uni<List<Optional<String>>> open(List<String> questions) {
    return Uni.createFrom().emitter(emitter -> rounds.add(new Open(questions, emitter)));
  }

  private CompletableFuture<Optional<String>> ask(String question) {
    return gathering.ask(question).subscribeAsCompletionStage();
  }

  private void askToo(String... questions) {
    for (String question : questions) {
      others.add(ask(question));
    }
  }

  private List<List<String>> asked() {
    return rounds.stream().map(Open::questions).toList();
  }

  @Test
  void aLoneQuestionIsAskedAtOnce() {
    // When
    CompletableFuture<Optional<String>> answer = ask("a/1");

    // Then
    assertThat(asked()).containsExactly(List.of("a/1"));
    rounds.getFirst().answer();
    assertThat(answer).isCompletedWithValue(Optional.of("a/1"));
  }

  @Test
  void whatComesWhileRoundsRunIsTheNextRound() {
    // Given
    askToo("a/1");
    askToo("b/1");
    askToo("c/1");
    askToo("d/1");

    // When
    rounds.getFirst().answer();

    // Then
    assertThat(asked()).containsExactly(List.of("a/1"), List.of("b/1"), List.of("c/1", "d/1"));
    assertThat(status.rounds()).isEqualTo(3);
  }

  @Test
  void aRoundIsNoLargerThanItMayBe() {
    // Given
    askToo("a/1");
    askToo("b/1");
    askToo("c/1", "d/1", "e/1", "f/1");

    // When
    rounds.getFirst().answer();

    // Then
    assertThat(asked().getLast()).containsExactly("c/1", "d/1", "e/1");
  }

  @Test
  void noGroupIsInTwoRoundsAtTheSameTime() {
    // Given
    askToo("a/1");
    askToo("a/2");
    askToo("b/1");
    assertThat(asked()).containsExactly(List.of("a/1"), List.of("b/1"));

    // When
    rounds.get(1).answer();

    // Then
    assertThat(asked()).hasSize(2);
    rounds.getFirst().answer();
    assertThat(asked().getLast()).containsExactly("a/2");
  }

  @Test
  void noKeyIsTwiceInARoundAndTheirOrderStays() {
    // Given
    askToo("a/1");
    CompletableFuture<Optional<String>> second = ask("a/2");
    CompletableFuture<Optional<String>> third = ask("a/2");
    askToo("a/3");

    // When
    rounds.getFirst().answer();

    // Then
    assertThat(asked().getLast()).containsExactly("a/2", "a/3");
    rounds.get(1).answer();
    assertThat(second).isDone();
    assertThat(third).isNotDone();
    assertThat(asked().getLast()).containsExactly("a/2");
  }

  @Test
  void moreThanMayWaitIsAskedAlone() {
    // Given
    askToo("a/1");
    askToo("b/1");
    askToo("c/1", "d/1", "e/1", "f/1", "g/1");

    // When
    CompletableFuture<Optional<String>> answer = ask("h/1");

    // Then
    assertThat(answer).isCompletedWithValue(Optional.empty());
    assertThat(status.alone()).isEqualTo(1);
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsNotAskedAndLeavesTheOthers() {
    // Given
    CompletableFuture<Optional<String>> running = ask("a/1");
    CompletableFuture<Optional<String>> sideBySide = ask("b/1");
    CompletableFuture<Optional<String>> waiting = ask("c/1");
    askToo("d/1");

    // When
    running.cancel(true);
    waiting.cancel(true);

    // Then
    assertThat(asked()).hasSize(2);
    rounds.getFirst().answer();
    rounds.get(1).answer();
    assertThat(asked().getLast()).containsExactly("d/1");
    assertThat(sideBySide).isCompletedWithValue(Optional.of("b/1"));
  }

  @Test
  void aRoundThatFailsFailsItsQuestionsAndNoOthers() {
    // Given
    CompletableFuture<Optional<String>> first = ask("a/1");
    askToo("b/1");
    CompletableFuture<Optional<String>> next = ask("c/1");

    // When
    rounds.getFirst().emitter().fail(new IllegalArgumentException("not today"));

    // Then
    assertThat(first).isCompletedExceptionally();
    rounds.getLast().answer();
    assertThat(next).isCompletedWithValue(Optional.of("c/1"));
  }

  @Test
  void aRoundThatCannotBeginOrAnswersTooLittleFailsItsQuestions() {
    // Given
    Gathering<String, String> broken =
        gathering(
            questions -> {
              if (questions.contains("a/1")) {
                throw new IllegalArgumentException("not today");
              }
              return Uni.createFrom().item(List.of());
            });

    // When
    List<CompletableFuture<Optional<String>>> answers =
        List.of(
            broken.ask("a/1").subscribeAsCompletionStage(),
            broken.ask("b/1").subscribeAsCompletionStage());

    // Then
    assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompletedExceptionally());
  }
}
