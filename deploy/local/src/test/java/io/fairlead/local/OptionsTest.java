package io.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fairlead.embedded.StartException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static final Path DEFAULT_DATA = Path.of("/somewhere");

  @Test
  void has_defaults() {
    // When
    var options = Options.parse(List.of(), DEFAULT_DATA);

    // Then
    assertThat(options).isEqualTo(new Options(3, DEFAULT_DATA, 8080));
  }

  @Test
  void takes_all_three() {
    // When
    var options =
        Options.parse(List.of("--port", "1", "--data", "/d", "--clusters", "0"), DEFAULT_DATA);

    // Then
    assertThat(options).isEqualTo(new Options(0, Path.of("/d"), 1));
  }

  @Test
  void refuses_a_data_directory_without_a_name() {
    // When
    var refusal =
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(() -> Options.parse(List.of("--data", ""), DEFAULT_DATA));

    // Then
    refusal.withMessage("--data needs a value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --cluster 3     | unknown option --cluster; allowed: --clusters N, --data DIR, --port P
          --clusters      | --clusters needs a value
          --data --port 1 | --data needs a value
          --clusters -1   | --clusters -1: must be a whole number from 0 to 10000
          --clusters 10001| --clusters 10001: must be a whole number from 0 to 10000
          --clusters abc  | --clusters abc: must be a whole number from 0 to 10000
          --port -1       | --port -1: must be a whole number from 0 to 65535
          --port 65536    | --port 65536: must be a whole number from 0 to 65535
          --port x        | --port x: must be a whole number from 0 to 65535
          """)
  void names_what_is_wrong(String arguments, String message) {
    // When
    var refusal =
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(
                () -> Options.parse(List.of(arguments.strip().split(" ", -1)), DEFAULT_DATA));

    // Then
    refusal.withMessage(message);
  }
}
