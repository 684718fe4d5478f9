package io.fairlead.contract.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files under `src/test/resources/golden`: what is on the wire, for people to read and for
/// builds to compare with. A change to one of them is a change of the contract.
///
/// With `-Dgolden.write=true` a missing file is written.
final class Golden {
  private static final Path SOURCES = Path.of("src/test/resources/golden");

  private Golden() {}

  /// The content of a file.
  static JsonNode read(String name, Object value) {
    if (Boolean.getBoolean("golden.write") && !Files.exists(SOURCES.resolve(name))) {
      write(SOURCES.resolve(name), value);
    }
    try (InputStream file = Golden.class.getResourceAsStream("/golden/" + name)) {
      byte[] bytes = file == null ? Files.readAllBytes(SOURCES.resolve(name)) : file.readAllBytes();
      return Json.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("no golden file " + name, e);
    }
  }

  private static void write(Path file, Object value) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
