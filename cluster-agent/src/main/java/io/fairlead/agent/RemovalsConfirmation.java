package io.fairlead.agent;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.cluster.Faults;
import io.fairlead.session.AgentSession;
import io.fairlead.session.core.SessionSnapshot;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// How an operator confirms removals that the guard holds back: the entry `confirm-removals` in the
/// ConfigMap `fairlead-session`, whose value is the epoch that the agent's log names. The entry
/// goes, whatever came of it. Whoever can write there could remove the records themselves, so
/// nothing else has to be proved.
final class RemovalsConfirmation {
  private static final Logger LOG = Logger.getLogger(RemovalsConfirmation.class);

  private final Supplier<Optional<String>> take;
  private final AgentSession session;

  /// @param take what an operator wrote, taken away with that
  RemovalsConfirmation(Supplier<Optional<String>> take, AgentSession session) {
    this.take = take;
    this.session = session;
  }

  /// Looks for the entry and does what it says. Asks the cluster only while removals are held back.
  void obey() {
    SessionSnapshot snapshot = session.snapshot();
    if (snapshot == null || snapshot.withheldEpoch() == 0) {
      return;
    }
    long epoch;
    try {
      Optional<String> word = take.get();
      if (word.isEmpty()) {
        return;
      }
      epoch = Long.parseLong(word.get().strip());
    } catch (KubernetesClientException e) {
      LOG.debugf("confirmation=not-read reason=\"%s\"", Faults.reason(e));
      return;
    } catch (NumberFormatException e) {
      LOG.warnf(
          "confirmation=not-taken reason=\"%s\" expected=\"the epoch, %d\"",
          e.getMessage(), snapshot.withheldEpoch());
      return;
    }
    var _ =
        session
            .confirmRemovals(epoch)
            .whenComplete(
                (done, failure) ->
                    LOG.infof("confirmation=%s epoch=%d", failure == null ? done : failure, epoch));
  }
}
