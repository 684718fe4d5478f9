package io.fairlead.policy.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Reads the tables of cases.
final class Cases {
  private Cases() {}

  /// Each case of some tables, with its name first.
  static Stream<Arguments> of(String... tables) {
    return Stream.of(tables)
        .flatMap(
            table ->
                resource("cases/" + table + ".json")
                    .valueStream()
                    .map(each -> Arguments.of(each.path("name").asText(), each)));
  }

  static JsonNode resource(String name) {
    try (InputStream in = Cases.class.getClassLoader().getResourceAsStream(name)) {
      return Json.readTree(Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
