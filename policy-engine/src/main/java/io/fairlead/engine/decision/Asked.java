package io.fairlead.engine.decision;

import com.dynatrace.hash4j.hashing.HashSink;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.policy.evaluation.ConfigurationHead;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// That something was asked of the store for a configuration.
///
/// @param digest equal for equal requests in an equal situation
/// @param at when
public record Asked(Digest digest, Instant at) {
  /// After this time without effect the same is asked again.
  public static final Duration PATIENCE = Duration.ofMinutes(10);

  /// So long it is no news that something asked for is not there yet.
  public static final Duration SETTLING = Duration.ofSeconds(10);

  private static final int BYTES = Kept.DIGEST_BYTES + Kept.INSTANT_BYTES;

  /// @param found the configuration as it was when that was decided; empty when there was none
  private record Request(Deployment deployment, Optional<ConfigurationHead> found) {}

  /// As earlier versions kept it, with a digest of another kind.
  private record Earlier(Instant at) {}

  /// What is asked now.
  ///
  /// @param found the configuration as it was when that was decided; empty when there was none
  static Asked of(Deployment deployment, Optional<ConfigurationHead> found, Instant now) {
    return new Asked(Digest.of(new Request(deployment, found), Asked::put), now);
  }

  private static void put(Request request, HashSink into) {
    put(request.deployment().basis(), into);
    // What is to be written is told by its digest; that of a withdrawal is empty.
    into.putString(
        switch (request.deployment().action()) {
          case Deployment.Action.Write write -> write.digest();
          case Deployment.Action.Withdraw() -> "";
        });
    into.putOptional(request.found(), Asked::put);
  }

  /// All but when it was decided.
  private static void put(Deployment.Basis basis, HashSink into) {
    into.putLong(basis.epoch())
        .putUUID(basis.clusterUid())
        .putLong(basis.clusterGeneration())
        .putString(basis.assignment().toString())
        .putUUID(basis.assignmentUid())
        .putLong(basis.assignmentGeneration())
        .putString(basis.reference());
  }

  private static void put(ConfigurationHead found, HashSink into) {
    into.putUUID(found.uid())
        .putLong(found.generation())
        .putString(found.lifecycle().name())
        .putNullable(found.managedBy(), Asked::put);
  }

  private static void put(ManagedBy manager, HashSink into) {
    into.putString(manager.assignment().toString())
        .putUUID(manager.assignmentUid())
        .putString(manager.reference())
        .putString(manager.digest())
        .putString(manager.onUnassign().name())
        .putLong(manager.generation());
  }

  /// Whether what is wanted now need not be asked: it was, and not long ago.
  boolean covers(Asked wanted) {
    return digest.equals(wanted.digest) && wanted.at.isBefore(at.plus(PATIENCE));
  }

  /// As it is kept.
  public byte[] toBytes() {
    return Kept.of(
        BYTES,
        kept -> {
          Kept.put(digest, kept);
          Kept.put(at, kept);
        });
  }

  /// Reads what was kept, also by earlier versions: it then covers nothing.
  ///
  /// @throws io.fairlead.streams.UnreadableRecordException when it is nothing of that kind
  /// @throws io.fairlead.contract.json.UnreadableJsonException likewise
  public static Asked read(byte[] bytes) {
    if (Kept.isJson(bytes)) {
      return new Asked(Digest.NONE, Json.read(bytes, Earlier.class).at());
    }
    ByteBuffer kept = Kept.read(bytes, BYTES);
    return new Asked(Kept.digest(kept), Kept.instant(kept));
  }
}
