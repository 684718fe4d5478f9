package io.fairlead.engine.sample;

import io.fairlead.contract.policy.Deployment;
import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.KeysetFile;
import io.fairlead.encryption.PropertiesSeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The keys of all tests, and of the processes that they start.
public final class Seals {
  /// The system property that names a child's keyset: its parent's.
  public static final String KEYSET = "fairlead.test.keyset";

  private static final KeysetFile FILE = file();

  /// Seals and opens properties.
  public static final PropertiesSeal SEAL = new PropertiesSeal(Keyring.open(FILE));

  private Seals() {}

  /// A deployment as the engine decided it.
  public static Deployment opened(Deployment sent) {
    return sent.withProperties(properties -> SEAL.open(sent.configuration(), properties));
  }

  /// What a child's command line needs.
  public static String argument() {
    return "-D" + KEYSET + "=" + FILE.path();
  }

  private static KeysetFile file() {
    try {
      String inherited = System.getProperty(KEYSET);
      var file =
          new KeysetFile(
              inherited == null
                  ? Files.createTempDirectory("keyset-").resolve("keyset.json")
                  : Path.of(inherited),
              "fairlead.encryption.keyset-file");
      file.createIfMissing();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
