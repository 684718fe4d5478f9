package io.fairlead.engine.decision;

import com.dynatrace.hash4j.hashing.HashSink;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Deployed;
import java.nio.ByteBuffer;

/// A verdict that was given.
///
/// @param digest equal for verdicts that say the same, whenever that was decided
/// @param epoch of the verdict
public record Said(Digest digest, long epoch) {
  /// Something was given that is not known here.
  public static final Said UNKNOWN = new Said(Digest.NONE, 0);

  private static final int BYTES = Kept.DIGEST_BYTES + Long.BYTES;

  /// As earlier versions kept it, with a digest of another kind.
  private record Earlier(long epoch) {}

  static Said of(PolicyVerdict verdict) {
    return new Said(Digest.of(verdict, Said::put), verdict.epoch());
  }

  /// All but when it was decided.
  private static void put(PolicyVerdict verdict, HashSink into) {
    into.putString(verdict.assignment().toString())
        .putUUID(verdict.assignmentUid())
        .putString(verdict.definition().toString())
        .putNullable(verdict.initiative(), Said::put)
        .putString(verdict.reference())
        .putString(verdict.effect())
        .putString(verdict.resource().toString())
        .putUUID(verdict.clusterUid())
        .putLong(verdict.epoch())
        .putString(verdict.compliance().name())
        .putString(verdict.reason().name())
        .putNullable(verdict.message(), (text, sink) -> sink.putString(text))
        .putOrderedIterable(verdict.conflictsWith(), Said::put)
        .putNullable(verdict.exemption(), Said::put)
        .putOrderedIterable(verdict.deployed(), Said::put)
        .putNullable(
            verdict.confirmedAt(),
            (at, sink) -> sink.putLong(at.getEpochSecond()).putInt(at.getNano()));
  }

  private static void put(PolicyId id, HashSink into) {
    into.putString(id.toString());
  }

  private static void put(Deployed deployed, HashSink into) {
    into.putString(deployed.configuration().toString()).putString(deployed.digest());
  }

  /// As it is kept.
  public byte[] toBytes() {
    return Kept.of(
        BYTES,
        kept -> {
          Kept.put(digest, kept);
          kept.putLong(epoch);
        });
  }

  /// Reads what was kept, also by earlier versions: it then equals no verdict.
  ///
  /// @throws io.fairlead.streams.UnreadableRecordException when it is nothing of that kind
  /// @throws io.fairlead.contract.json.UnreadableJsonException likewise
  public static Said read(byte[] bytes) {
    if (Kept.isJson(bytes)) {
      return new Said(Digest.NONE, Json.read(bytes, Earlier.class).epoch());
    }
    ByteBuffer kept = Kept.read(bytes, BYTES);
    return new Said(Kept.digest(kept), kept.getLong());
  }
}
