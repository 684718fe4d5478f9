package io.fairlead.local;

import io.fairlead.embedded.OwnerOnly;
import io.fairlead.embedded.Ports;
import io.fairlead.embedded.StartException;
import io.fairlead.encryption.KeysetException;
import io.fairlead.encryption.KeysetFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// Where everything of one stack is kept.
///
/// @param root the directory that the user named
public record DataDirectory(Path root) {
  private static final int SECRET_BYTES = 32;
  private static final Set<PosixFilePermission> OWNERS =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /// Of one part, by its name.
  Path of(String part) {
    return root.resolve(part);
  }

  /// The simulated clusters' own state.
  Path clusters() {
    return root.resolve("clusters");
  }

  /// The output of one part, by its name.
  Path log(String part) {
    return root.resolve("logs").resolve(part + ".log");
  }

  /// Remembers the port of one part.
  Path port(String part) {
    return root.resolve(part + ".port");
  }

  /// Where a part listened when it was last started; empty when it never was.
  ///
  /// @throws StartException when that cannot be read
  public Optional<URI> lastAddress(String part) {
    Path memory = port(part);
    try {
      return Files.exists(memory)
          ? Optional.of(
              URI.create("http://" + Ports.LOOPBACK + ":" + Files.readString(memory).strip()))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException("cannot use " + memory + " (" + e + ")", e);
    }
  }

  /// The file with the API's bearer token.
  public Path tokenFile() {
    return root.resolve("token");
  }

  /// The API's bearer token, made on first use.
  String token() {
    return secret(tokenFile());
  }

  /// The file with the key that the hub's access tokens are signed with.
  Path signingKeyFile() {
    return root.resolve("signing-key");
  }

  /// The key that the hub's access tokens are signed with, made on first use.
  ///
  /// @throws StartException when others than its owner have rights on its file, or it cannot be
  // used
  public String signingKey() {
    Path file = signingKeyFile();
    String key = secret(file);
    try {
      if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
        throw new StartException(
            file + ": its mode lets others than its owner at it; make it 600: chmod 600 " + file);
      }
    } catch (IOException e) {
      throw new StartException("cannot use " + file + " (" + e + ")", e);
    }
    return key;
  }

  /// Puts another key in its place: tokens signed with the one before are not valid any more.
  ///
  /// @throws StartException when it cannot be written
  public void replaceSigningKey() {
    try {
      OwnerOnly.write(signingKeyFile(), random());
    } catch (IOException e) {
      throw new StartException("cannot write " + signingKeyFile() + " (" + e + ")", e);
    }
  }

  /// The database's password, made on first use.
  String databasePassword() {
    return secret(root.resolve("postgres.password"));
  }

  /// The file of the keys that seal what is kept.
  public KeysetFile keysetFile() {
    return new KeysetFile(root.resolve("keyset.json"), "fairlead.encryption.keyset-file");
  }

  /// The same, made on first use.
  ///
  /// @throws StartException when the keys cannot be used; says what to do
  KeysetFile keyset() {
    KeysetFile file = keysetFile();
    try {
      file.createIfMissing();
      file.read();
      return file;
    } catch (KeysetException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String random() {
    var bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// 256 random bits in hexadecimal, without an end of line, readable by the owner alone.
  private static String secret(Path file) {
    try {
      if (!Files.exists(file)) {
        OwnerOnly.write(file, random());
      }
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new StartException("cannot use " + file + " (" + e + ")", e);
    }
  }
}
