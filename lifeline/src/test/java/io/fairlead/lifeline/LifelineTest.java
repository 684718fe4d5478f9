package io.fairlead.lifeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifelineTest {
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  @Test
  void ends_the_service_when_the_line_ends_whatever_was_said_on_it() throws Exception {
    // Given
    var parent = new PipedOutputStream();
    var _ =
        new Lifeline(Optional.of("stdin"))
            .hold(new PipedInputStream(parent), () -> ended.complete(null));
    parent.write("still here".getBytes(StandardCharsets.UTF_8));
    assertThat(ended).isNotDone();

    // When
    parent.close();

    // Then
    ended.get(10, TimeUnit.SECONDS);
  }

  @Test
  void ends_the_service_when_the_line_breaks() throws Exception {
    // When
    var _ =
        new Lifeline(Optional.of("stdin")).hold(new PipedInputStream(), () -> ended.complete(null));

    // Then
    ended.get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "STDIN"})
  void does_not_watch_a_line_that_nobody_holds(String lifeline) {
    // When
    Optional<Thread> watching =
        new Lifeline(Optional.of(lifeline).filter(text -> !text.isEmpty()))
            .hold(InputStream.nullInputStream(), () -> ended.complete(null));

    // Then
    assertThat(watching).isEmpty();
  }
}
