package io.fairlead.store.ingest;

import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.topic.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the policy engine says of resources: of each key only the newest counts.
///
/// @param table where it is kept
record VerdictsIntake(VerdictTable table) implements Intake {
  /// The most configurations, and the most assignments, that a verdict may name.
  static final int MAX_NAMED = 1000;

  @Override
  public Reading read(List<Incoming> batch) {
    Map<String, Optional<PolicyVerdict>> newest = new LinkedHashMap<>();
    Sorter sorter = new Sorter();
    for (Incoming incoming : batch) {
      byte[] key = incoming.key();
      if (key == null) {
        sorter.dead(incoming, "no key");
        continue;
      }
      if (incoming.value() == null) {
        newest.put(new String(key, StandardCharsets.UTF_8), Optional.empty());
        sorter.readable(incoming);
        continue;
      }
      try {
        PolicyVerdict verdict = verdict(incoming, new String(key, StandardCharsets.UTF_8));
        newest.merge(verdict.key(), Optional.of(verdict), VerdictsIntake::newer);
        sorter.readable(incoming);
      } catch (UnreadableJsonException e) {
        sorter.dead(incoming, "not readable: " + e.getMessage());
      } catch (UnacceptableRecordException e) {
        sorter.dead(incoming, e.reason());
      } catch (RuntimeException e) {
        // Whatever else a record provokes is the record's fault: nothing but its bytes is read.
        sorter.dead(incoming, "not readable: " + e.getClass().getSimpleName());
      }
    }
    return sorter.then(() -> table.write(newest).replaceWith(false));
  }

  private static Optional<PolicyVerdict> newer(
      Optional<PolicyVerdict> known, Optional<PolicyVerdict> read) {
    long before = known.map(PolicyVerdict::epoch).orElse(0L);
    return read.map(PolicyVerdict::epoch).orElse(0L) >= before ? read : known;
  }

  private static PolicyVerdict verdict(Incoming incoming, String key) {
    incoming.expect(EventType.POLICY_VERDICT);
    PolicyVerdict verdict = Json.read(incoming.requiredValue(), PolicyVerdict.class);
    if (!verdict.key().equals(key)) {
      throw new UnacceptableRecordException("the record's key is not the verdict's");
    }
    if (!isTime(verdict)) {
      throw new UnacceptableRecordException(
          "decidedAt and confirmedAt are not between "
              + Decoded.EARLIEST
              + " and "
              + Decoded.LATEST);
    }
    if (verdict.deployed().size() > MAX_NAMED || verdict.conflictsWith().size() > MAX_NAMED) {
      throw new UnacceptableRecordException(
          "deployed and conflictsWith have at most " + MAX_NAMED + " elements");
    }
    return verdict;
  }

  private static boolean isTime(PolicyVerdict verdict) {
    Instant confirmed = verdict.confirmedAt();
    return Decoded.isTime(verdict.decidedAt()) && (confirmed == null || Decoded.isTime(confirmed));
  }
}
