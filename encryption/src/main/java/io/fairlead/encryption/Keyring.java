package io.fairlead.encryption;

import io.fairlead.encryption.NotOpenedException.Reason;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Seals and opens values with the keys of a file. Thread-safe.
///
/// A sealed value is the number of its form, then what Tink makes of it:
///
/// ```
/// 1 | Tink's prefix 1 | id of the key 4, big-endian | nonce 24 | as long as the value | tag 16
/// ```
///
/// No JSON begins so: what was written before values were sealed can be told from them.
public final class Keyring {
  /// How much longer a sealed value is, in bytes, with a key that this program made.
  public static final int OVERHEAD = 46;

  /// Where the id of the key is in a sealed value, in bytes from its beginning.
  public static final int KEY_ID_OFFSET = 2;

  /// How many bytes at the beginning of a sealed value tell which key sealed it.
  public static final int BEGINNING = KEY_ID_OFFSET + Integer.BYTES;

  private static final byte FORM = 1;

  /// A flood of values with unknown keys makes no flood of reading.
  private static final long BETWEEN_LOOKS = Duration.ofSeconds(1).toNanos();

  private static final SealContext NOTHING = new SealContext("nothing", "");

  private final KeysetFile file;
  private final AtomicLong lookedAt = new AtomicLong(System.nanoTime() - BETWEEN_LOOKS);
  private volatile Keyset keyset;

  private Keyring(KeysetFile file, Keyset keyset) {
    this.file = file;
    this.keyset = keyset;
  }

  /// What became of reading the file again.
  public sealed interface Refresh {
    /// It says the same.
    record Same() implements Refresh {}

    /// Its keys are in use now.
    record Changed(Keyset keyset) implements Refresh {}

    /// It cannot be used; the keys known so far stay in use.
    ///
    /// @param reason one line for a person
    record Kept(String reason) implements Refresh {}
  }

  /// Reads the file for the first time.
  ///
  /// @throws KeysetException when it cannot be used; says what to do
  public static Keyring open(KeysetFile file) {
    return new Keyring(file, file.read());
  }

  /// Seals a value with the primary key.
  public byte[] seal(byte[] value, SealContext context) {
    try {
      byte[] sealed = keyset.aead().encrypt(value, context.toBytes());
      return ByteBuffer.allocate(1 + sealed.length).put(FORM).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a value of " + value.length + " bytes was not sealed", e);
    }
  }

  /// Opens a value. One that was sealed with a key that is not known here makes it read the file
  /// again, at most once a second.
  ///
  /// @throws NotOpenedException when that is not possible, or the value was sealed in another
  ///     context
  public byte[] open(byte[] sealed, SealContext context) {
    KeyId id =
        keyOf(sealed)
            .orElseThrow(
                () -> new NotOpenedException(Reason.UNKNOWN_FORM, "the value is not sealed"));
    Keyset keys = keyset;
    if (!keys.has(id) && mayLook()) {
      refresh();
      keys = keyset;
    }
    if (!keys.has(id)) {
      throw new NotOpenedException(
          Reason.UNKNOWN_KEY,
          "the value was sealed with the key %s, which %s lacks".formatted(id, file));
    }
    byte[] tinks = new byte[sealed.length - 1];
    System.arraycopy(sealed, 1, tinks, 0, tinks.length);
    try {
      return keys.aead().decrypt(tinks, context.toBytes());
    } catch (GeneralSecurityException e) {
      throw new NotOpenedException(
          Reason.NOT_GENUINE, "the value was changed, or belongs to something else");
    }
  }

  /// Whether a value looks like a sealed one.
  public static boolean isSealed(byte[] value) {
    return keyOf(value).isPresent();
  }

  /// The key that sealed a value; empty when the value is not sealed.
  public static Optional<KeyId> keyOf(byte[] value) {
    return value.length >= BEGINNING && value[0] == FORM
        ? Optional.of(new KeyId(ByteBuffer.wrap(value).getInt(KEY_ID_OFFSET)))
        : Optional.empty();
  }

  /// What all values begin with that the primary key seals: [#BEGINNING] bytes.
  public byte[] beginning() {
    return Arrays.copyOf(seal(new byte[0], NOTHING), BEGINNING);
  }

  /// Passes when a key is there that others seal with. One that is not known here makes it read the
  /// file again.
  ///
  /// @throws KeysetException when it lacks the key; says what to do
  public void require(KeyId id) {
    if (!keyset.has(id)) {
      refresh();
    }
    if (!keyset.has(id)) {
      throw new KeysetException(
          "%s lacks the key %s, which the hub seals with: start with the keyset that has it"
              .formatted(file, id));
    }
  }

  /// The keys in use.
  public Keyset keyset() {
    return keyset;
  }

  /// Reads the file again. Blocks on the file system. A file that has none of the keys in use is
  /// taken for another's.
  public synchronized Refresh refresh() {
    Keyset now = keyset;
    Keyset read;
    try {
      read = file.read();
    } catch (KeysetException e) {
      return new Refresh.Kept(String.valueOf(e.getMessage()));
    }
    if (read.keys().equals(now.keys())) {
      return new Refresh.Same();
    }
    if (now.keys().stream().noneMatch(key -> read.has(key.id()))) {
      return new Refresh.Kept(file + " has none of the keys in use, which stay");
    }
    keyset = read;
    return new Refresh.Changed(read);
  }

  /// For messages: where it is kept.
  @Override
  public String toString() {
    return file.toString();
  }

  private boolean mayLook() {
    long last = lookedAt.get();
    long now = System.nanoTime();
    return now - last >= BETWEEN_LOOKS && lookedAt.compareAndSet(last, now);
  }
}
