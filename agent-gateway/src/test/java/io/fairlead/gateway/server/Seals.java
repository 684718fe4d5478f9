package io.fairlead.gateway.server;

import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.encryption.PropertiesSeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// The keys of all tests.
public final class Seals {
  /// Seals and opens properties.
  public static final PropertiesSeal SEAL = new PropertiesSeal(Keyring.open(newFile()));

  private Seals() {}

  private static KeysetFile newFile() {
    try {
      var file =
          new KeysetFile(
              Files.createTempDirectory("keyset-").resolve("keyset.json"),
              "fairlead.encryption.keyset-file");
      file.createIfMissing();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
