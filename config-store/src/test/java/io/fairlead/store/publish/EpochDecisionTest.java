package io.fairlead.store.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Publication;
import io.fairlead.store.publish.EpochDecision.Renewal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochDecisionTest {
  private static final Map<String, String> TOPICS = Map.of("fairlead.clusters", "id1");
  private static final Map<String, String> OTHER_TOPICS = Map.of("fairlead.clusters", "id2");

  @Test
  void aFirstStartBeginsTheFirstEpochAndKeepsGenerations() {
    // Given
    EpochFacts facts = facts(hub(0, false, 0, ""), "db", TOPICS, Optional.empty(), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision)
        .isEqualTo(new EpochDecision.Begin(1, 1, EpochReason.FIRST_START, Renewal.NONE));
  }

  @Test
  void aNewDatabaseBesideOldTopicsGoesBeyondWhatTheyHold() {
    // Given
    EpochFacts facts = facts(hub(0, false, 0, ""), "db", TOPICS, published(4, 70), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision)
        .isEqualTo(new EpochDecision.Begin(5, 71, EpochReason.FIRST_START, Renewal.ALL));
  }

  @Test
  void goesOnWhenNothingHappened() {
    // Given
    EpochFacts facts = facts(hub(2, true, 70, "db"), "db", TOPICS, published(2, 70), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision).isEqualTo(new EpochDecision.Continue());
  }

  @Test
  void goesOnWhenANumberWasTakenAndNeverPublished() {
    // Given
    EpochFacts facts = facts(hub(2, true, 73, "db"), "db", TOPICS, published(2, 70), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision).isEqualTo(new EpochDecision.Continue());
  }

  @Test
  void resumesAnEpochThatWasNotComplete() {
    // Given
    EpochFacts facts = facts(hub(2, false, 70, "db"), "db", TOPICS, Optional.empty(), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision).isEqualTo(new EpochDecision.Resume());
  }

  @ParameterizedTest
  @ValueSource(longs = {69, 70})
  void goesOnWhetherTheLastPublicationThatWasBegunIsOnKafkaOrNot(long published) {
    // Given
    HubRow hub = hub(2, true, 70, 69, ends(1_000));
    EpochFacts facts =
        new EpochFacts(
            hub, "db", TOPICS, ends(1_001), published(2, published), false, Instant.EPOCH);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision).isEqualTo(new EpochDecision.Continue());
  }

  @Test
  void aNumberBehindKafkaMeansARestoredDatabase() {
    // Given
    EpochFacts facts = facts(hub(2, true, 60, "db"), "db", TOPICS, published(2, 70), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision)
        .isEqualTo(new EpochDecision.Begin(3, 71, EpochReason.DATABASE_RESTORED, Renewal.ALL));
  }

  @Test
  void anotherDatabaseMeansARestoredOne() {
    // Given
    EpochFacts facts = facts(hub(2, true, 70, "db"), "copy", TOPICS, published(2, 70), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision)
        .isEqualTo(new EpochDecision.Begin(3, 71, EpochReason.DATABASE_RESTORED, Renewal.ALL));
  }

  @Test
  void rowsFromTheFutureMeanARestoredDatabase() {
    // Given
    EpochFacts facts = facts(hub(2, true, 70, "db"), "db", TOPICS, published(2, 70), true);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision)
        .isEqualTo(new EpochDecision.Begin(3, 71, EpochReason.DATABASE_RESTORED, Renewal.ALL));
  }

  @Test
  void topicsMadeAnewMeanThatKafkaWasLost() {
    // Given
    EpochFacts facts = facts(hub(2, true, 70, "db"), "db", OTHER_TOPICS, Optional.empty(), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision)
        .isEqualTo(new EpochDecision.Begin(3, 71, EpochReason.KAFKA_LOST, Renewal.UNPUBLISHED));
  }

  @Test
  void emptyTopicsMeanThatKafkaWasLost() {
    // Given
    EpochFacts facts = facts(hub(2, true, 70, "db"), "db", TOPICS, Optional.empty(), false);

    // When
    EpochDecision decision = EpochDecision.of(facts);

    // Then
    assertThat(decision)
        .isEqualTo(new EpochDecision.Begin(3, 71, EpochReason.KAFKA_LOST, Renewal.UNPUBLISHED));
  }

  @Test
  void aNumberThatIsOnKafkaNoMoreMeansThatKafkaLostIt() {
    // Given
    HubRow hub = hub(2, true, 73, 72, EndOffsets.NONE);

    // When
    EpochDecision decision = EpochDecision.of(facts(hub, "db", TOPICS, published(2, 71), false));

    // Then
    assertThat(decision)
        .isEqualTo(new EpochDecision.Begin(3, 74, EpochReason.KAFKA_LOST, Renewal.UNPUBLISHED));
  }

  @Test
  void aPartitionThatIsShorterThanItWasMeansThatKafkaLostItsEnd() {
    // Given
    HubRow hub = hub(2, true, 70, 70, ends(12));

    // When
    EpochDecision decision = EpochDecision.of(facts(hub, ends(11), Instant.EPOCH));

    // Then
    assertThat(decision)
        .isEqualTo(new EpochDecision.Begin(3, 71, EpochReason.KAFKA_LOST, Renewal.UNPUBLISHED));
  }

  @Test
  void goesOnWhenPartitionsReachFurtherThanWasKnown() {
    // Given
    HubRow hub = hub(2, true, 70, 70, ends(12));

    // When
    EpochDecision decision = EpochDecision.of(facts(hub, ends(13), Instant.EPOCH));

    // Then
    assertThat(decision).isEqualTo(new EpochDecision.Continue());
  }

  @Test
  void anEpochIsNeverSmallerThanTheTime() {
    // Given
    HubRow hub = hub(2, true, 70, 70, ends(12));
    Instant now = Instant.ofEpochSecond(1_795_534_800, 999_999_999);

    // When
    EpochDecision decision = EpochDecision.of(facts(hub, ends(0), now));

    // Then
    assertThat(decision)
        .isEqualTo(
            new EpochDecision.Begin(
                1_795_534_800, 71, EpochReason.KAFKA_LOST, Renewal.UNPUBLISHED));
  }

  @Test
  void anEpochGrowsThoughTheClockWentBack() {
    // Given
    HubRow hub = hub(1_795_534_800, true, 70, 70, ends(12));
    Instant now = Instant.ofEpochSecond(1_700_000_000);

    // When
    EpochDecision decision = EpochDecision.of(facts(hub, ends(0), now));

    // Then
    assertThat(decision)
        .isEqualTo(
            new EpochDecision.Begin(
                1_795_534_801, 71, EpochReason.KAFKA_LOST, Renewal.UNPUBLISHED));
  }

  private static HubRow hub(long epoch, boolean complete, long number, String identity) {
    return new HubRow(epoch, complete, progress(number, 0, EndOffsets.NONE), identity, TOPICS);
  }

  private static HubRow hub(
      long epoch, boolean complete, long number, long confirmed, EndOffsets ends) {
    return new HubRow(epoch, complete, progress(number, confirmed, ends), "db", TOPICS);
  }

  private static Progress progress(long number, long confirmed, EndOffsets ends) {
    return new Progress(number, confirmed, ends, Cursors.START);
  }

  private static EndOffsets ends(long offset) {
    return new EndOffsets(Map.of("fairlead.clusters/3", offset));
  }

  private static EpochFacts facts(
      HubRow hub,
      String databaseIdentity,
      Map<String, String> topicIds,
      Optional<Publication> published,
      boolean changesFromTheFuture) {
    return new EpochFacts(
        hub,
        databaseIdentity,
        topicIds,
        EndOffsets.NONE,
        published,
        changesFromTheFuture,
        Instant.EPOCH);
  }

  private static EpochFacts facts(HubRow hub, EndOffsets ends, Instant now) {
    return new EpochFacts(
        hub, "db", TOPICS, ends, published(hub.epoch(), hub.progress().number()), false, now);
  }

  private static Optional<Publication> published(long epoch, long number) {
    return Optional.of(new Publication(epoch, number, true, Instant.EPOCH, null));
  }
}
