package io.fairlead.session.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A key in a PEM file that its owner alone may read.
final class KeyFile {
  /// @param publicKey null when it is neither in the file nor follows from the private half
  record Keys(PrivateKey privateKey, @Nullable PublicKey publicKey) {}

  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final int MAX_BYTES = 64 * 1024;
  private static final List<String> FAMILIES = List.of("RSA", "EC", "Ed25519");
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  private KeyFile() {}

  static Keys read(Path file) {
    String text;
    try {
      checkOwnerAlone(file);
      if (Files.size(file) > MAX_BYTES) {
        throw new IdentityException("key file " + file + " is too large for a key");
      }
      text = Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new IdentityException("key file " + file + " cannot be read: " + e, e);
    }
    byte[] encoded =
        block(text, PRIVATE, file)
            .orElseThrow(
                () ->
                    new IdentityException(
                        "key file " + file + " holds no PKCS#8 key (-----BEGIN PRIVATE KEY-----)"));
    for (String family : FAMILIES) {
      Optional<PrivateKey> key = privateKey(family, encoded);
      if (key.isPresent()) {
        return new Keys(key.get(), publicKey(family, key.get(), block(text, PUBLIC, file), file));
      }
    }
    throw new IdentityException("key file " + file + " holds no RSA, EC or Ed25519 key");
  }

  private static void checkOwnerAlone(Path file) throws IOException {
    if (!isPosix(file)) {
      return;
    }
    Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
    others.addAll(Files.getPosixFilePermissions(file));
    others.retainAll(
        EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE));
    if (!others.isEmpty()) {
      throw new IdentityException(
          "key file " + file + " is open to others; allowed: mode 600, or 640 for a group");
    }
  }

  private static boolean isPosix(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix");
  }

  private static Optional<byte[]> block(String text, String name, Path file) {
    Matcher matcher =
        Pattern.compile(
                "-----BEGIN " + name + "-----([A-Za-z0-9+/=\\s]*)-----END " + name + "-----")
            .matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getMimeDecoder().decode(matcher.group(1)));
    } catch (IllegalArgumentException e) {
      throw new IdentityException("key file " + file + ": " + name + " is no base64", e);
    }
  }

  private static Optional<PrivateKey> privateKey(String family, byte[] encoded) {
    try {
      return Optional.of(
          KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException notOfThatFamily) {
      return Optional.empty();
    }
  }

  private static @Nullable PublicKey publicKey(
      String family, PrivateKey key, Optional<byte[]> encoded, Path file) {
    try {
      KeyFactory factory = KeyFactory.getInstance(family);
      if (encoded.isPresent()) {
        return factory.generatePublic(new X509EncodedKeySpec(encoded.get()));
      }
      return key instanceof RSAPrivateCrtKey rsa
          ? factory.generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()))
          : null;
    } catch (GeneralSecurityException e) {
      throw new IdentityException("key file " + file + " holds a public key of another kind", e);
    }
  }

  /// Writes both halves, whole or not at all.
  static void write(Path file, KeyPair keys) {
    byte[] text =
        (pem(PRIVATE, keys.getPrivate().getEncoded()) + pem(PUBLIC, keys.getPublic().getEncoded()))
            .getBytes(StandardCharsets.US_ASCII);
    Path directory = file.toAbsolutePath().getParent();
    try {
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Path written = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(written);
      FileAttribute<?>[] attributes =
          directory != null && isPosix(directory)
              ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ALONE)}
              : new FileAttribute<?>[0];
      try (FileChannel channel =
          FileChannel.open(
              written,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes)) {
        ByteBuffer bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      if (directory != null && isPosix(directory)) {
        forceName(directory);
      }
    } catch (IOException e) {
      throw new IdentityException("key file " + file + " cannot be written: " + e, e);
    }
  }

  /// A registered key that a loss of power takes would keep the cluster out for good.
  private static void forceName(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static String pem(String name, byte[] encoded) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN " + name + "-----\n" + body + "\n-----END " + name + "-----\n";
  }
}
