package io.fairlead.store.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Publication;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpochDecisionTest {
  private static final Map<String, String> TOPICS = Map.of("fairlead.clusters", "id1");
  private static final Map<String, String> OTHER_TOPICS = Map.of("fairlead.clusters", "id2");

  @Test
  void aFirstStartBeginsTheFirstEpochAndKeepsGenerations() {
    // Given
    EpochFacts facts = new EpochFacts(hub(0, false, 0, ""), "db", TOPICS, Optional.empty(), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision).isEqualTo(new EpochDecision.Begin(1, 1, EpochReason.FIRST_START, false));
  }

  @Test
  void aNewDatabaseBesideOldTopicsGoesBeyondWhatTheyHold() {
    // Given
    EpochFacts facts = new EpochFacts(hub(0, false, 0, ""), "db", TOPICS, published(4, 70), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision).isEqualTo(new EpochDecision.Begin(5, 71, EpochReason.FIRST_START, true));
  }

  @Test
  void goesOnWhenNothingHappened() {
    // Given
    EpochFacts facts =
        new EpochFacts(hub(2, true, 70, "db"), "db", TOPICS, published(2, 70), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision).isEqualTo(new EpochDecision.Continue());
  }

  @Test
  void goesOnWhenANumberWasTakenAndNeverPublished() {
    // Given
    EpochFacts facts =
        new EpochFacts(hub(2, true, 73, "db"), "db", TOPICS, published(2, 70), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision).isEqualTo(new EpochDecision.Continue());
  }

  @Test
  void resumesAnEpochThatWasNotComplete() {
    // Given
    EpochFacts facts =
        new EpochFacts(hub(2, false, 70, "db"), "db", TOPICS, Optional.empty(), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision).isEqualTo(new EpochDecision.Resume());
  }

  @Test
  void aNumberBehindKafkaMeansARestoredDatabase() {
    // Given
    EpochFacts facts =
        new EpochFacts(hub(2, true, 60, "db"), "db", TOPICS, published(2, 70), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision)
        .isEqualTo(new EpochDecision.Begin(3, 71, EpochReason.DATABASE_RESTORED, true));
  }

  @Test
  void anotherDatabaseMeansARestoredOne() {
    // Given
    EpochFacts facts =
        new EpochFacts(hub(2, true, 70, "db"), "copy", TOPICS, published(2, 70), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision)
        .isEqualTo(new EpochDecision.Begin(3, 71, EpochReason.DATABASE_RESTORED, true));
  }

  @Test
  void rowsFromTheFutureMeanARestoredDatabase() {
    // Given
    EpochFacts facts = new EpochFacts(hub(2, true, 70, "db"), "db", TOPICS, published(2, 70), true);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision)
        .isEqualTo(new EpochDecision.Begin(3, 71, EpochReason.DATABASE_RESTORED, true));
  }

  @Test
  void topicsMadeAnewMeanThatKafkaWasLost() {
    // Given
    EpochFacts facts =
        new EpochFacts(hub(2, true, 70, "db"), "db", OTHER_TOPICS, Optional.empty(), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision).isEqualTo(new EpochDecision.Begin(3, 71, EpochReason.KAFKA_LOST, false));
  }

  @Test
  void emptyTopicsMeanThatKafkaWasLost() {
    // Given
    EpochFacts facts =
        new EpochFacts(hub(2, true, 70, "db"), "db", TOPICS, Optional.empty(), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision).isEqualTo(new EpochDecision.Begin(3, 71, EpochReason.KAFKA_LOST, false));
  }

  private static HubRow hub(long epoch, boolean complete, long number, String identity) {
    return new HubRow(epoch, complete, number, identity, TOPICS, Cursor.START, Cursor.START);
  }

  private static Optional<Publication> published(long epoch, long number) {
    return Optional.of(new Publication(epoch, number, true, Instant.EPOCH));
  }
}
