package io.fairlead.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.request.Answer;
import io.fairlead.api.work.StoreUnavailableException;
import io.fairlead.contract.event.AuditEntry;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.audit.AuditDraft;
import io.fairlead.store.audit.AuditLog;
import io.fairlead.store.audit.AuditQuery;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AuditingTest {
  private static final Answer REFUSAL = Answer.empty(403);
  private static final Answer DONE = Answer.empty(200);

  private final AtomicInteger unrecorded = new AtomicInteger();
  private final List<AuditEntry> entries = new ArrayList<>();

  /// A log that answers so.
  private Auditing auditing(Supplier<Uni<Void>> answers) {
    AuditLog log =
        new AuditLog() {
          @Override
          public Uni<Void> record(AuditEntry entry) {
            entries.add(entry);
            return answers.get();
          }

          @Override
          public Uni<Page<AuditEntry>> list(AuditQuery query, PageRequest page) {
            return Uni.createFrom().item(new Page<>(List.of(), Optional.empty()));
          }
        };
    return new Auditing(log, InstantSource.system(), unrecorded::incrementAndGet);
  }

  private static AuditDraft draft(boolean recorded) {
    return new AuditDraft(
        UUID.randomUUID(),
        Instant.EPOCH,
        "Microsoft.Kubernetes/connectedClusters/write",
        "/subscriptions/s",
        new AuditEntry.Caller("a", "a", "User", "", null),
        new AuditEntry.Request("r", "c", null, "192.0.2.7", "PUT"),
        _ -> 200,
        new AtomicBoolean(recorded));
  }

  private static UniAssertSubscriber<Answer> asked(Uni<Answer> answer) {
    return answer.subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void aRefusalIsAnsweredOnceItIsRecorded() {
    // When
    var answer = asked(auditing(() -> Uni.createFrom().voidItem()).refused(draft(false), REFUSAL));

    // Then
    answer.assertCompleted().assertItem(REFUSAL);
    assertThat(entries).extracting(AuditEntry::status).containsExactly(403);
    assertThat(unrecorded).hasValue(0);
  }

  @Test
  void aRefusalThatCannotBeRecordedIsOneAllTheSameAndIsTold() {
    // When
    var answer =
        asked(
            auditing(() -> Uni.createFrom().failure(new IOException()))
                .refused(draft(false), REFUSAL));

    // Then
    answer.assertCompleted().assertItem(REFUSAL);
    assertThat(unrecorded).hasValue(1);
  }

  @Test
  void aFloodOfRefusalsIsNotRecordedAtTheSameTime() {
    // Given
    Auditing auditing = auditing(() -> Uni.createFrom().nothing());
    List<UniAssertSubscriber<Answer>> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(asked(auditing.refused(draft(false), REFUSAL)));
    }

    // When
    var answer = asked(auditing.refused(draft(false), REFUSAL));

    // Then
    answer.assertCompleted().assertItem(REFUSAL);
    assertThat(entries).hasSize(8);
    assertThat(unrecorded).hasValue(1);
    waiting.forEach(UniAssertSubscriber::assertNotTerminated);
    waiting.forEach(UniAssertSubscriber::cancel);
    asked(auditing.refused(draft(false), REFUSAL)).cancel();
    assertThat(entries).hasSize(9);
  }

  @Test
  void whatIsDoneIsNotAnsweredWithoutAnEntry() {
    // When
    var answer =
        asked(auditing(() -> Uni.createFrom().failure(new IOException())).done(draft(false), DONE));

    // Then
    answer.assertFailedWith(StoreUnavailableException.class);
  }

  @Test
  void whatHasItsEntryFromTheStoreIsNotRecordedAgain() {
    // Given
    Auditing auditing = auditing(() -> Uni.createFrom().voidItem());

    // When
    asked(auditing.done(draft(true), DONE)).assertItem(DONE);
    asked(auditing.refused(draft(true), REFUSAL)).assertItem(REFUSAL);
    asked(auditing.refused(draft(false), Answer.empty(503))).assertCompleted();

    // Then
    assertThat(entries).isEmpty();
  }
}
