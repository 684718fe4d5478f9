package io.fairlead.engine.decision;

import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.ReportOrder;
import io.fairlead.policy.evaluation.Heard;
import java.time.Instant;
import java.util.Optional;

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
}
