package io.fairlead.store.publish;

import static io.fairlead.store.publish.Hub.TOPICS;
import static io.fairlead.store.publish.Hub.assertThatNoneGoesBack;
import static io.fairlead.store.publish.Hub.lastPublication;
import static io.fairlead.store.publish.Hub.publishedGenerations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.topic.Topic;
import io.fairlead.store.Samples;
import io.fairlead.store.StoredConfiguration;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the next publisher makes of what the last one had published.
@Tag("process")
class ProgressTest {
  private final AtomicBoolean ending = new AtomicBoolean();
  @AutoClose private Hub hub;

  @BeforeEach
  void begin() {
    hub = new Hub();
  }

  @Test
  void whatWasPublishedButNotRememberedIsPublishedOnceMoreInTheSameEpoch() {
    // Given: a publisher that loses its database once it has taken a number
    hub.publisher(hub.store().database(), records -> atTheEnd(this::killPublisher));
    hub.clusterIsThere("one");
    hub.awaitPublished(hub.put("one", "base", "main"));
    long epoch = lastPublication().epoch();
    ending.set(true);

    // When
    StoredConfiguration changed = hub.put("one", "base", "changed");

    // Then
    await().untilAsserted(() -> assertThat(timesPublished(changed)).isEqualTo(2));
    hub.awaitPublished(hub.put("one", "other", "main"));
    assertThat(timesPublished(changed)).isEqualTo(2);
    assertThat(lastPublication().epoch()).isEqualTo(epoch);
    assertThatNoneGoesBack();
  }

  @Test
  void aPublisherThatIsStoppedLeavesNothingToBePublishedOnceMore() throws InterruptedException {
    // Given: a publisher that is stopped while it publishes
    AtomicReference<Publisher> first = new AtomicReference<>();
    Thread stopping = new Thread(() -> first.get().close());
    Hub.Started started =
        hub.publisher(
            hub.store().database(), records -> atTheEnd(() -> startAndAwaitWaiting(stopping)));
    first.set(started.publisher());
    hub.clusterIsThere("one");
    hub.awaitPublished(hub.put("one", "base", "main"));
    ending.set(true);
    StoredConfiguration last = hub.put("one", "base", "last");
    hub.awaitPublished(last);
    stopping.join();

    // When
    hub.publisher();

    // Then
    hub.awaitPublished(hub.put("one", "other", "main"));
    assertThat(timesPublished(last)).isEqualTo(1);
  }

  @Test
  void whoFailsAgainAndAgainDoesNotPublishTheSameAgainAndAgain() throws SQLException {
    // Given: two at a time are published, and the third cannot be read
    hub.publisher(2, PublisherProbe.NONE);
    for (String cluster : List.of("a", "b", "c")) {
      hub.clusterIsThere(cluster);
    }
    await().until(() -> TOPICS.values(Topic.CLUSTERS).size() == 3);
    int before = TOPICS.records(Topic.CLUSTERS).size();

    // When
    Hub.execute(
        hub.store().database(),
        """
        update clusters set generation = nextval('generation'),
          tags = case when id_key = '%s' then '[]' else tags end"""
            .formatted(Samples.cluster("c").key()));

    // Then
    await().until(() -> TOPICS.records(Topic.CLUSTERS).size() >= before + 2);
    await()
        .during(Duration.ofSeconds(2))
        .until(() -> TOPICS.records(Topic.CLUSTERS).size() == before + 2);
  }

  private void atTheEnd(Runnable end) {
    if (ending.compareAndSet(true, false)) {
      end.run();
    }
  }

  private void killPublisher() {
    try {
      hub.killLockHolder();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whoever closes a publisher waits for its thread once it has told it to stop.
  private static void startAndAwaitWaiting(Thread closing) {
    closing.start();
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
  }

  private static int timesPublished(StoredConfiguration state) {
    return Collections.frequency(publishedGenerations(state.id()), state.generation());
  }
}
