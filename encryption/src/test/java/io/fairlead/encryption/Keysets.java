package io.fairlead.encryption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files of keys for tests.
final class Keysets {
  static final String SETTING = "fairlead.test.keyset-file";

  private Keysets() {}

  /// A new keyset in a folder of its own.
  static KeysetFile inFolderOfItsOwn() {
    try {
      return in(Files.createTempDirectory("keyset-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A new keyset in a folder.
  static KeysetFile in(Path folder) {
    var file = new KeysetFile(folder.resolve("keyset.json"), SETTING);
    file.createIfMissing();
    return file;
  }
}
