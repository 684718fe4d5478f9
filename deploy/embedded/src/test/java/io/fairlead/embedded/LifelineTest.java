package io.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LifelineTest {
  @Test
  void ends_with_the_input() throws IOException {
    // Given
    var parent = new PipedOutputStream();
    var ended = new CompletableFuture<Void>();
    Lifeline.hold(new PipedInputStream(parent), () -> ended.complete(null));
    assertThat(ended).isNotDone();

    // When
    parent.close();

    // Then
    assertThat(ended).succeedsWithin(Duration.ofSeconds(10));
  }
}
