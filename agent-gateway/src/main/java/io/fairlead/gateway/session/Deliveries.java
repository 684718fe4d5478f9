package io.fairlead.gateway.session;

import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.protocol.ProtocolLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an agent still has to get: keys that wait, and frames that it has not acknowledged.
///
/// Only keys wait, never states: a state is read when it is sent, so that a burst of edits to one
/// configuration costs one entry and one delivery.
final class Deliveries {
  /// A key with the moment it was first marked.
  record Waiting(String key, Instant since) {}

  /// An unacknowledged frame.
  ///
  /// @param since when the oldest of its changes was first marked
  record Sent(Map<String, ConfigurationVersion> changed, Instant since) {}

  /// What an agent said about a frame.
  record Answer(List<ConfigurationVersion> stored, List<Refusal> refused) {}

  private final SequencedMap<String, Instant> waiting = new LinkedHashMap<>();
  private final TreeMap<Long, Sent> unacknowledged = new TreeMap<>();
  private long lastNonce;

  void mark(Collection<String> keys, Instant now) {
    for (String key : keys) {
      waiting.putIfAbsent(key, now);
    }
  }

  /// Takes all keys off the queue.
  void forget() {
    waiting.clear();
  }

  boolean isIdle() {
    return waiting.isEmpty() && unacknowledged.isEmpty();
  }

  boolean maySend() {
    return !waiting.isEmpty() && unacknowledged.size() < ProtocolLimits.MAX_UNACKNOWLEDGED_FRAMES;
  }

  /// Takes the oldest few keys off the queue.
  List<Waiting> take(int atMost) {
    List<Waiting> taken = new ArrayList<>();
    while (taken.size() < atMost && !waiting.isEmpty()) {
      Map.Entry<String, Instant> first = waiting.pollFirstEntry();
      taken.add(new Waiting(first.getKey(), first.getValue()));
    }
    return taken;
  }

  /// Puts keys back that were taken and not sent.
  void putBack(List<Waiting> unsent) {
    for (Waiting key : unsent.reversed()) {
      waiting.putFirst(key.key(), key.since());
    }
  }

  /// Notes a frame and returns its nonce.
  long sent(Map<String, ConfigurationVersion> changed, Instant since) {
    lastNonce++;
    unacknowledged.put(lastNonce, new Sent(Map.copyOf(changed), since));
    return lastNonce;
  }

  /// The nonce of the next frame.
  long nextNonce() {
    return lastNonce + 1;
  }

  /// Takes an acknowledgement.
  ///
  /// @throws ProtocolViolationException when no such frame waits for one, or it refuses what was
  ///     not in it
  Answer acknowledged(long nonce, List<Refusal> refused) {
    Sent frame = unacknowledged.remove(nonce);
    if (frame == null) {
      throw new ProtocolViolationException("acknowledge.nonce is of no unacknowledged frame");
    }
    Map<String, ConfigurationVersion> stored = new LinkedHashMap<>(frame.changed());
    for (Refusal refusal : refused) {
      String key = refusal.configuration().id().key();
      if (!refusal.configuration().equals(stored.remove(key))) {
        throw new ProtocolViolationException(
            "acknowledge.refused names what was not changed by that frame");
      }
    }
    return new Answer(List.copyOf(stored.values()), refused);
  }

  boolean allAcknowledged() {
    return unacknowledged.isEmpty();
  }

  /// Since when the oldest change waits that the agent has not acknowledged.
  Optional<Instant> oldestChange() {
    @Nullable Instant oldest = waiting.isEmpty() ? null : waiting.firstEntry().getValue();
    for (Sent frame : unacknowledged.values()) {
      if (oldest == null || frame.since().isBefore(oldest)) {
        oldest = frame.since();
      }
    }
    return Optional.ofNullable(oldest);
  }
}
