package io.fairlead.store.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.store.StoredConfiguration;
import io.fairlead.store.pace.Pace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class PublicationPaceTest {
  private static final Pace.Limits LIMITS = Pace.Limits.PUBLICATION;
  private static final int CHANGES = 300;

  private final AtomicInteger publications = new AtomicInteger();
  @AutoClose private Hub hub;

  @BeforeEach
  void begin() {
    hub = new Hub();
    hub.publisher(
        hub.store().database(),
        records -> {
          if (records > 0) {
            publications.incrementAndGet();
          }
        });
    hub.clusterIsThere("busy");
    hub.awaitPublished(hub.put("busy", "config", "before"));
  }

  @Test
  void changesThatFollowEachOtherQuicklyArePublishedTogether() {
    // Given
    publications.set(0);
    long begin = System.nanoTime();

    // When
    StoredConfiguration last = hub.put("busy", "config", "0");
    for (int change = 1; change < CHANGES; change++) {
      last = hub.put("busy", "config", String.valueOf(change));
    }
    hub.awaitPublished(last);

    // Then
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    assertThat((long) publications.get())
        .as("publications of %d changes in %s", CHANGES, taken)
        .isLessThanOrEqualTo(LIMITS.atOnce() + taken.dividedBy(LIMITS.interval()) + 1);
  }
}
