package io.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.embedded.StartException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class JitTest {
  @ParameterizedTest
  @CsvSource({"quick, QUICK", "full, FULL"})
  void is_the_one_that_was_asked_for(String word, Jit expected) {
    // When
    Jit jit = Jit.of(word);

    // Then
    assertThat(jit).isEqualTo(expected);
  }

  @ParameterizedTest
  @NullAndEmptySource
  void is_quick_unless_asked_otherwise(@Nullable String word) {
    // When
    Jit jit = Jit.of(word);

    // Then
    assertThat(jit).isEqualTo(Jit.QUICK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FULL", "c2", " full"})
  void refuses_one_that_there_is_not(String word) {
    // When, then
    assertThatThrownBy(() -> Jit.of(word))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("FAIRLEAD_JIT=" + word + ": allowed are quick and full");
  }

  @Test
  void of_a_stack_overrides_what_a_service_has_by_itself() {
    // Given
    var service = new ServiceProgram(ServiceProgram.API, List.of("-jar", "a.jar"));

    // When
    var command =
        service
            .told(
                new JvmTuning(Jit.FULL, StartCache.none()).flags(service.name(), Jars.of(service)))
            .command();

    // Then
    assertThat(command).containsSubsequence("-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=4");
    assertThat(command).endsWith("-XX:TieredStopAtLevel=4", "-jar", "a.jar");
  }
}
