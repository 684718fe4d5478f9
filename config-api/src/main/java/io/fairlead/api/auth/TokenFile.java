package io.fairlead.api.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/// The bearer tokens in a file, one on each line, so that a new one can be introduced before the
/// old one is withdrawn. Holds their digests only: a token can neither be logged nor read from a
/// dump of the memory. Thread-safe.
public final class TokenFile {
  /// The shortest token accepted, in characters.
  public static final int MIN_LENGTH = 16;

  private static final long MAX_BYTES = 64 * 1024;

  private final Path file;
  private volatile List<byte[]> digests;

  private TokenFile(Path file, List<byte[]> digests) {
    this.file = file;
    this.digests = digests;
  }

  /// Reads the file for the first time.
  ///
  /// @throws IllegalStateException when it cannot be read or has no token; says what to do
  public static TokenFile open(Path file) {
    List<byte[]> digests;
    try {
      digests = read(file);
    } catch (IOException e) {
      throw new IllegalStateException(
          "The file of bearer tokens " + file + " (fairlead.api.token-file) cannot be read", e);
    }
    if (digests.isEmpty()) {
      throw new IllegalStateException(
          "The file of bearer tokens "
              + file
              + " (fairlead.api.token-file) has no token of at least "
              + MIN_LENGTH
              + " characters");
    }
    return new TokenFile(file, digests);
  }

  /// Reads the file again. Blocks on the file system.
  ///
  /// @return why it could not be read, in which case the tokens known so far stay; empty when it
  ///     was read
  public Optional<String> refresh() {
    try {
      digests = read(file);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getClass().getSimpleName());
    }
  }

  private static List<byte[]> read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("The file has more than " + MAX_BYTES + " bytes");
    }
    return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
        .map(String::strip)
        .filter(line -> line.length() >= MIN_LENGTH)
        .map(TokenFile::digest)
        .toList();
  }

  /// Whether this is one of the tokens. Takes the same time for every wrong one.
  boolean accepts(String token) {
    byte[] presented = digest(token);
    boolean found = false;
    for (byte[] known : digests) {
      found |= MessageDigest.isEqual(known, presented);
    }
    return found;
  }

  /// SHA-256.
  static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
