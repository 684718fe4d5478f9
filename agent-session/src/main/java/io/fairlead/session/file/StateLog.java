package io.fairlead.session.file;

import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.session.desired.StateChange;
import io.fairlead.session.desired.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/// The bytes of a state log: eight bytes that name the format, then records, each
/// `length, checksum, kind, payload`: two 32-bit numbers (big-endian), a byte, and a batch of
/// [StateChange]s as JSON. The checksum (CRC-32C) covers kind and payload. A record is a batch: it
/// counts whole or not at all.
///
/// A log begins with a snapshot: any number of `PART` records and one `END`. Those were durable
/// before the file got its name, so damage in them is no crash and is refused. After the snapshot a
/// bad record is what a crash leaves: it and everything behind it are cut, unless a batch that was
/// forced to disk can still be read behind it, which again no crash explains.
final class StateLog {
  /// What a record is.
  enum Kind {
    PART('P'),
    END('E'),
    FORCED('F'),
    UNFORCED('U');

    private final byte code;

    Kind(char code) {
      this.code = (byte) code;
    }

    private static Optional<Kind> of(byte code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }
  }

  /// Where a log ends.
  ///
  /// @param snapshotEnd the length of format and snapshot in bytes
  /// @param end the length of all good records
  record Ends(long snapshotEnd, long end) {}

  private static final byte[] FORMAT = "FLSTATE1".getBytes(StandardCharsets.US_ASCII);
  private static final int OVERHEAD = 9;

  private StateLog() {}

  /// The bytes at the beginning of every log.
  static ByteBuffer format() {
    return ByteBuffer.wrap(FORMAT);
  }

  /// A batch as a record.
  static ByteBuffer record(Kind kind, List<StateChange> batch) {
    byte[] payload = Json.write(new Batch(batch));
    ByteBuffer record = ByteBuffer.allocate(OVERHEAD + payload.length);
    record.putInt(payload.length).putInt(checksum(kind.code, payload)).put(kind.code).put(payload);
    return record.flip();
  }

  /// Replays a log.
  ///
  /// @throws StoreException when it is damaged in a way that no crash explains
  static Ends read(ByteBuffer log, Consumer<StateChange> into) {
    if (!log.slice(0, Math.min(FORMAT.length, log.limit())).equals(format())) {
      throw damaged(0);
    }
    log.position(FORMAT.length);
    long snapshotEnd = -1;
    while (log.hasRemaining()) {
      int start = log.position();
      Read read = next(log);
      switch (read) {
        case Read.Good(Kind kind, Batch batch) -> {
          boolean ofSnapshot = kind == Kind.PART || kind == Kind.END;
          if (ofSnapshot == (snapshotEnd >= 0)) {
            throw damaged(start);
          }
          batch.changes().forEach(into);
          if (kind == Kind.END) {
            snapshotEnd = log.position();
          }
        }
        case Read.Bad() -> {
          if (snapshotEnd < 0 || forcedBehind(log)) {
            throw damaged(start);
          }
          return new Ends(snapshotEnd, start);
        }
      }
    }
    if (snapshotEnd < 0) {
      throw damaged(log.position());
    }
    return new Ends(snapshotEnd, log.position());
  }

  /// Reads one record; a bad one is skipped when its length says how far.
  private static Read next(ByteBuffer log) {
    int start = log.position();
    if (log.remaining() < OVERHEAD) {
      log.position(log.limit());
      return new Read.Bad();
    }
    int length = log.getInt();
    int checksum = log.getInt();
    byte kind = log.get();
    if (length < 0 || length > log.remaining()) {
      log.position(log.limit());
      return new Read.Bad();
    }
    byte[] payload = new byte[length];
    log.get(payload);
    if (checksum != checksum(kind, payload)) {
      return new Read.Bad();
    }
    return Kind.of(kind)
        .<Read>map(known -> new Read.Good(known, batch(payload, start)))
        .orElseThrow(() -> unknown(start));
  }

  private static boolean forcedBehind(ByteBuffer log) {
    while (log.hasRemaining()) {
      if (next(log) instanceof Read.Good(Kind kind, _) && kind == Kind.FORCED) {
        return true;
      }
    }
    return false;
  }

  private static Batch batch(byte[] payload, int start) {
    try {
      return Json.read(payload, Batch.class);
    } catch (UnreadableJsonException e) {
      throw new StoreException(unknown(start).getMessage() + ": " + e.getMessage(), e);
    }
  }

  private static StoreException unknown(int start) {
    return new StoreException(
        "the state log holds a batch at byte " + start + " that this version cannot read");
  }

  private static StoreException damaged(int at) {
    return new StoreException(
        "the state log is damaged at byte %d, not as by a crash; move it away to start empty"
            .formatted(at));
  }

  private static int checksum(byte kind, byte[] payload) {
    CRC32C checksum = new CRC32C();
    checksum.update(kind);
    checksum.update(payload);
    return (int) checksum.getValue();
  }

  private record Batch(List<StateChange> changes) {}

  private sealed interface Read {
    record Good(Kind kind, Batch batch) implements Read {}

    record Bad() implements Read {}
  }
}
