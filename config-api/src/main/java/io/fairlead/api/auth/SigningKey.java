package io.fairlead.api.auth;

import io.fairlead.contract.access.AccessTokenClaims;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jose4j.keys.HmacKey;

/// The key that the hub's own access tokens are signed with, in a file that its owner alone may
/// read or write. Another key in the file ends the validity of all tokens signed before.
/// Thread-safe.
public final class SigningKey {
  private static final Set<PosixFilePermission> ALLOWED =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final int MAX_BYTES = 1024;

  private final Path file;
  private volatile HmacKey key;

  private SigningKey(Path file, HmacKey key) {
    this.file = file;
    this.key = key;
  }

  /// Reads the key for the first time.
  ///
  /// @throws IllegalStateException when it cannot be read, is no key, or others than its owner have
  ///     rights on the file; says what to do
  public static SigningKey open(Path file) {
    try {
      return new SigningKey(file, read(file));
    } catch (IOException e) {
      throw new IllegalStateException(
          "The signing key "
              + file
              + " (fairlead.api.signing-key-file) cannot be used: "
              + e.getMessage(),
          e);
    }
  }

  /// Reads the file again. Blocks on the file system.
  ///
  /// @return why it could not be used, in which case the key known so far stays; empty when it was
  ///     read
  public Optional<String> refresh() {
    try {
      key = read(file);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  HmacKey current() {
    return key;
  }

  private static HmacKey read(Path file) throws IOException {
    Set<PosixFilePermission> given = Files.getPosixFilePermissions(file);
    if (!ALLOWED.containsAll(given)) {
      throw new IOException(
          "its mode lets others than its owner at it; make it 600: chmod 600 " + file);
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("it has more than " + MAX_BYTES + " bytes");
    }
    try {
      byte[] bytes =
          HexFormat.of().parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip());
      if (bytes.length == AccessTokenClaims.KEY_BYTES) {
        return new HmacKey(bytes);
      }
    } catch (IllegalArgumentException _) {
      // Said below, without what is in the file.
    }
    throw new IOException(
        "it must hold " + AccessTokenClaims.KEY_BYTES + " bytes in hexadecimal digits");
  }
}
