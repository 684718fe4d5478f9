package io.fairlead.engine.decision;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.ReportOrder;
import io.fairlead.contract.json.Json;
import io.fairlead.policy.evaluation.Heard;
import io.fairlead.streams.UnreadableRecordException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a cluster said of one incarnation of a configuration, with what is needed to tell newer
/// from older: the same rules as those by which the store takes reports in.
///
/// @param epoch the newest one in which it said anything of it; what it said in older ones no
///     longer counts
/// @param status where the newest status stands
/// @param heard what it said
public record HeardEntry(long epoch, ReportOrder status, Heard heard) {
  /// It said nothing.
  public static final HeardEntry NOTHING = new HeardEntry(0, ReportOrder.NEVER, Heard.NOTHING);

  private static final int BYTES = 7 * Long.BYTES + 1;

  /// What is known once this was said too; the same object when that is nothing new, empty when
  /// the configuration is no longer there.
  ///
  /// @param order of the report that says it
  /// @param at when the report came in, by the hub's clock
  public Optional<HeardEntry> after(Fact fact, ReportOrder order, Instant at) {
    if (fact instanceof Fact.CleanedUp) {
      // Names the very incarnation, whatever the epoch.
      return Optional.empty();
    }
    if (order.epoch() < epoch) {
      return Optional.of(this);
    }
    return Optional.of(
        switch (fact) {
          case Fact.Stored stored -> stored(stored.about().generation(), order, at);
          case Fact.Refused refused ->
              refused(refused.about().generation(), refused.reason(), order, at);
          case Fact.Fares fares -> fares(fares.status(), order, at);
          case Fact.CleanedUp _ -> this;
        });
  }

  /// Whether both say the same to whoever asks how the configuration fares: the time apart.
  public boolean saysTheSameAs(HeardEntry other) {
    return untimed(heard).equals(untimed(other.heard));
  }

  private static Heard untimed(Heard heard) {
    return new Heard(
        heard.stored(),
        heard.refused(),
        heard.refusal(),
        heard.observed(),
        heard.compliance(),
        heard.message(),
        null);
  }

  private HeardEntry stored(long generation, ReportOrder order, Instant at) {
    if (generation <= heard.stored()) {
      return this;
    }
    return new HeardEntry(
        order.epoch(),
        status,
        new Heard(
            generation,
            heard.refused(),
            heard.refusal(),
            heard.observed(),
            heard.compliance(),
            heard.message(),
            at));
  }

  private HeardEntry refused(long generation, String reason, ReportOrder order, Instant at) {
    if (generation <= heard.refused()) {
      return this;
    }
    return new HeardEntry(
        order.epoch(),
        status,
        new Heard(
            heard.stored(),
            generation,
            reason,
            heard.observed(),
            heard.compliance(),
            heard.message(),
            at));
  }

  /// What has a status was stored.
  private HeardEntry fares(ConfigurationStatus newest, ReportOrder order, Instant at) {
    if (!order.isAfter(status)) {
      return stored(newest.observed().generation(), order, at);
    }
    return new HeardEntry(
        order.epoch(),
        order,
        new Heard(
            Math.max(heard.stored(), newest.observed().generation()),
            heard.refused(),
            heard.refusal(),
            newest.observed().generation(),
            newest.compliance(),
            newest.message(),
            at));
  }

  /// As it is kept.
  public byte[] toBytes() {
    byte[] compliance = Kept.utf8(heard.compliance().name());
    byte @Nullable [] refusal = Kept.utf8OrNull(heard.refusal());
    byte @Nullable [] message = Kept.utf8OrNull(heard.message());
    Instant at = heard.at();
    return Kept.of(
        BYTES
            + Kept.size(compliance)
            + Kept.size(refusal)
            + Kept.size(message)
            + (at == null ? 0 : Kept.INSTANT_BYTES),
        kept -> {
          kept.putLong(epoch);
          kept.putLong(status.epoch()).putLong(status.session()).putLong(status.sequence());
          kept.putLong(heard.stored()).putLong(heard.refused()).putLong(heard.observed());
          Kept.put(compliance, kept);
          Kept.put(refusal, kept);
          Kept.put(message, kept);
          kept.put((byte) (at == null ? 0 : 1));
          if (at != null) {
            Kept.put(at, kept);
          }
        });
  }

  /// Reads what was kept, also by earlier versions.
  ///
  /// @throws UnreadableRecordException when it is nothing of that kind
  /// @throws io.fairlead.contract.json.UnreadableJsonException likewise
  public static HeardEntry read(byte[] bytes) {
    if (Kept.isJson(bytes)) {
      return Json.read(bytes, HeardEntry.class);
    }
    ByteBuffer kept = Kept.read(bytes);
    try {
      long epoch = kept.getLong();
      ReportOrder status = new ReportOrder(kept.getLong(), kept.getLong(), kept.getLong());
      long stored = kept.getLong();
      long refused = kept.getLong();
      long observed = kept.getLong();
      Compliance compliance = Compliance.valueOf(String.valueOf(Kept.text(kept)));
      String refusal = Kept.text(kept);
      String message = Kept.text(kept);
      Instant at = kept.get() == 0 ? null : Kept.instant(kept);
      if (kept.hasRemaining()) {
        throw new UnreadableRecordException("more than what was heard");
      }
      return new HeardEntry(
          epoch, status, new Heard(stored, refused, refusal, observed, compliance, message, at));
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      throw new UnreadableRecordException("no whole record of what was heard");
    }
  }
}
