package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.ingest.Edge.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.embedded.Backing;
import io.fairlead.store.ListedConfiguration;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.Samples;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredConfiguration;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Pages are bounded in bytes, what is said of configurations included: 100 statuses of 50 KiB are
/// more than the four mebibytes of a page.
@Tag("process")
class LargeStatusesTest {
  private static final Instant EDGE = Instant.parse("2020-05-05T05:05:05Z");
  private static final int MANY = 100;
  private static final int SIZE = 50 * 1024;
  private static final int PAGE = 4 * 1024 * 1024;

  private static StoreUnderTest store;
  private static Ingestor ingestor;

  @BeforeAll
  static void open() throws SQLException {
    store = new StoreUnderTest(Backing.shared().newDatabase());
    ingestor = Edge.ingestor(store);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void pagesOfLargeStatusesAreShorterUntilTheStatusesAreSmallAgain() {
    // Given
    Edge edge = Edge.register(store, cluster("large-statuses"));
    List<StoredConfiguration> written = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      written.add(edge.put(flux("large-statuses", "c" + i), "main"));
    }

    // When
    int silent = first("large-statuses");
    say(edge, written, 1, "b".repeat(SIZE));
    int large = first("large-statuses");
    say(edge, written, 2, "b");
    int small = first("large-statuses");

    // Then
    assertThat(silent).isEqualTo(MANY);
    assertThat(large).isPositive().isLessThanOrEqualTo(PAGE / SIZE);
    assertThat(small).isEqualTo(MANY);
  }

  private static void say(
      Edge edge, List<StoredConfiguration> about, long session, String message) {
    long sequence = 0;
    for (StoredConfiguration configuration : about) {
      sequence++;
      Incoming said = edge.said(session, sequence, status(configuration, message, EDGE));
      assertThat(store.ask(() -> ingestor.ingest(List.of(said)))).isEmpty();
    }
  }

  /// How many are on the first page.
  private static int first(String cluster) {
    Page<ListedConfiguration> page =
        store.ask(
            () ->
                store
                    .configurations()
                    .list(cluster(cluster), Samples.FLUX, new PageRequest(1000, Optional.empty())));
    return page.items().size();
  }
}
