package io.fairlead.store;

import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.encryption.PropertiesSeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// The keys of all tests.
public final class Seals {
  private static final KeysetFile FILE = newFile();

  /// Seals and opens properties.
  public static final PropertiesSeal SEAL = new PropertiesSeal(Keyring.open(FILE));

  private Seals() {}

  /// Another keyset, in a folder of its own.
  public static KeysetFile newFile() {
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

  /// Their file.
  public static KeysetFile file() {
    return FILE;
  }
}
