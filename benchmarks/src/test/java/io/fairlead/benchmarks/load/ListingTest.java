package io.fairlead.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class ListingTest {
  @Test
  void theNextPageIsWhereTheLinkAtTheEndLeads() {
    // Given
    Buffer page =
        Buffer.buffer(
            "{\"value\":[{\"id\":\"/a\"}],\"nextLink\":"
                + "\"http://127.0.0.1:8080/subscriptions/s/x?$top=10&$skipToken=%2Fa%2Fb\"}");
    // When
    var next = Listing.next(page);
    // Then
    assertThat(next).contains("/subscriptions/s/x?$top=10&$skipToken=%2Fa%2Fb");
  }

  @Test
  void theLastPageHasNone() {
    // Given
    Buffer page = Buffer.buffer("{\"value\":[]}");
    // When
    var next = Listing.next(page);
    // Then
    assertThat(next).isEmpty();
  }

  @Test
  void theLinkIsFoundBehindMuchElse() {
    // Given
    Buffer page =
        Buffer.buffer(
            "{\"value\":[\"" + "x".repeat(100_000) + "\"],\"nextLink\":\"http://host/y?z=1\"}");
    // When
    var next = Listing.next(page);
    // Then
    assertThat(next).contains("/y?z=1");
  }
}
