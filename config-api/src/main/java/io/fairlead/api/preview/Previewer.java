package io.fairlead.api.preview;

import io.fairlead.api.preview.ConfigurationPreview.Action;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.policy.evaluation.Assessment;
import io.fairlead.policy.evaluation.Assessment.Deploys;
import io.fairlead.policy.evaluation.Assessments;
import io.fairlead.policy.evaluation.Contention;
import io.fairlead.policy.evaluation.Heard;
import io.fairlead.policy.evaluation.KnownCluster;
import io.fairlead.policy.evaluation.KnownConfiguration;
import io.fairlead.policy.evaluation.planning.PlannedConfiguration;
import io.fairlead.store.FleetView.FleetCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says what a draft would do to clusters, one after the other. Blocks while it looks for secrets.
/// For one thread.
public final class Previewer {
  private final Draft draft;
  private final ConfigurationPreviewer configurations;
  private final Deadline deadline;

  /// @param rules tell what would come of what the draft wants written
  /// @param deadline looked at for each cluster, assessment and configuration
  public Previewer(Draft draft, WriteRules rules, Deadline deadline) {
    this.draft = draft;
    this.configurations = new ConfigurationPreviewer(draft, rules);
    this.deadline = deadline;
  }

  /// What would become of a cluster.
  ///
  /// @param detailed whether each property that would change is told
  /// @throws Deadline.Passed with the listener left in the middle of the cluster
  public void preview(FleetCluster cluster, boolean detailed, PreviewListener listener) {
    deadline.check();
    new Cluster(cluster, detailed, listener).preview();
  }

  /// The cluster at hand.
  private final class Cluster {
    private final FleetCluster cluster;
    private final boolean detailed;
    private final PreviewListener listener;
    private final KnownCluster known;
    private final Map<String, ConfigurationState> existing = new HashMap<>();
    private @Nullable Contention contention;

    /// For how many more configurations it has room; those that are being deleted take some, too.
    private long room;

    Cluster(FleetCluster cluster, boolean detailed, PreviewListener listener) {
      this.cluster = cluster;
      this.detailed = detailed;
      this.listener = listener;
      this.room = (long) ProtocolLimits.MAX_CONFIGURATIONS - cluster.configurations().size();
      this.known =
          new KnownCluster(
              cluster.state(),
              cluster.configurations().stream()
                  .map(state -> new KnownConfiguration(state, Heard.NOTHING))
                  .toList());
      cluster.configurations().forEach(state -> existing.put(state.id().key(), state));
    }

    void preview() {
      var standing = new StandingSoFar();
      Assessments.of(draft.policies(), draft.id(), known, draft.now())
          .forEach(
              assessment -> {
                deadline.check();
                standing.add(assessment);
                listener.assessed(assessment);
                if (assessment.outcome() instanceof Deploys deploys) {
                  deployed(assessment, deploys);
                }
              });
      if (manages()) {
        removed();
      }
      listener.finished(cluster, standing.standing());
    }

    private void deployed(Assessment assessment, Deploys deploys) {
      Optional<Contention> others =
          deploys.enforced() && draft.hasRivals() ? Optional.of(contention()) : Optional.empty();
      for (PlannedConfiguration planned : deploys.planned()) {
        deadline.check();
        ConfigurationState there = existing.get(planned.configuration().key());
        ConfigurationPreview foreseen =
            configurations.preview(
                new ConfigurationPreviewer.Wish(
                    assessment.policy(), deploys.enforced(), planned, there, room),
                others,
                detailed);
        if (there == null && foreseen.enforced() && foreseen.action() == Action.Create) {
          room--;
        }
        listener.foreseen(foreseen);
      }
    }

    private boolean manages() {
      return cluster.configurations().stream()
          .map(ConfigurationState::managedBy)
          .anyMatch(manager -> manager != null && manager.assignmentUid().equals(draft.uid()));
    }

    private void removed() {
      for (Deployment withdrawal : contention().withdrawals()) {
        if (withdrawal.basis().assignmentUid().equals(draft.uid())) {
          listener.foreseen(
              new ConfigurationPreview(
                  withdrawal.configuration(),
                  withdrawal.basis().reference(),
                  true,
                  Action.Remove,
                  List.of(),
                  List.of(),
                  List.of(),
                  draft.id(),
                  null,
                  null));
        }
      }
    }

    private Contention contention() {
      Contention all = contention;
      if (all == null) {
        all = Contention.of(draft.policies(), known, draft.now());
        contention = all;
      }
      return all;
    }
  }
}
