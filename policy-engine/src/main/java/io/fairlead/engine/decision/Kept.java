package io.fairlead.engine.decision;

import io.fairlead.streams.UnreadableRecordException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How small records are kept that are read and written with every evaluation: a byte that tells
/// the form, then field after field. Earlier versions kept them as JSON.
final class Kept {
  static final int DIGEST_BYTES = 2 * Long.BYTES;
  static final int INSTANT_BYTES = Long.BYTES + Integer.BYTES;

  private static final byte FORM = 1;

  /// Instead of the length of a text that is null.
  private static final int NULL = -1;

  private Kept() {}

  /// Whether an earlier version kept it.
  static boolean isJson(byte[] kept) {
    return kept.length > 0 && kept[0] == '{';
  }

  /// Keeps fields of so many bytes in all.
  ///
  /// @param fields puts them in
  static byte[] of(int bytes, Consumer<ByteBuffer> fields) {
    ByteBuffer kept = ByteBuffer.allocate(1 + bytes);
    kept.put(FORM);
    fields.accept(kept);
    return kept.array();
  }

  /// The fields, of so many bytes in all.
  ///
  /// @throws UnreadableRecordException when it is of another form
  static ByteBuffer read(byte[] kept, int bytes) {
    if (kept.length != 1 + bytes) {
      throw new UnreadableRecordException(
          "expected %d bytes, found %d".formatted(1 + bytes, kept.length));
    }
    return read(kept);
  }

  /// The fields, of any length.
  ///
  /// @throws UnreadableRecordException when it is of another form
  static ByteBuffer read(byte[] kept) {
    if (kept.length == 0 || kept[0] != FORM) {
      throw new UnreadableRecordException("expected a record of the form " + FORM);
    }
    return ByteBuffer.wrap(kept, 1, kept.length - 1);
  }

  static void put(Digest digest, ByteBuffer into) {
    into.putLong(digest.high()).putLong(digest.low());
  }

  static Digest digest(ByteBuffer kept) {
    return new Digest(kept.getLong(), kept.getLong());
  }

  static void put(Instant at, ByteBuffer into) {
    into.putLong(at.getEpochSecond()).putInt(at.getNano());
  }

  /// @throws UnreadableRecordException when there is no such time
  static Instant instant(ByteBuffer kept) {
    try {
      return Instant.ofEpochSecond(kept.getLong(), kept.getInt());
    } catch (DateTimeException | ArithmeticException _) {
      throw new UnreadableRecordException("expected a time");
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte @Nullable [] utf8OrNull(@Nullable String text) {
    return text == null ? null : utf8(text);
  }

  /// How many bytes a text takes.
  static int size(byte @Nullable [] utf8) {
    return Integer.BYTES + (utf8 == null ? 0 : utf8.length);
  }

  static void put(byte @Nullable [] utf8, ByteBuffer into) {
    if (utf8 == null) {
      into.putInt(NULL);
    } else {
      into.putInt(utf8.length).put(utf8);
    }
  }

  /// @throws java.nio.BufferUnderflowException when it ends before
  static @Nullable String text(ByteBuffer kept) {
    int length = kept.getInt();
    if (length == NULL) {
      return null;
    }
    if (length < 0 || length > kept.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] utf8 = new byte[length];
    kept.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
