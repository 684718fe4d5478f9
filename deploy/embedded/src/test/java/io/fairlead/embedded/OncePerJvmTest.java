package io.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OncePerJvmTest {
  @Test
  void makes_a_value_once() {
    // Given
    var made = new AtomicInteger();
    String first = OncePerJvm.get("fairlead.once", () -> "value " + made.incrementAndGet());

    // When
    String second = OncePerJvm.get("fairlead.once", () -> "value " + made.incrementAndGet());

    // Then
    assertThat(second).isEqualTo(first).isEqualTo("value 1");
  }
}
