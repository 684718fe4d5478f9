package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.preview.Deadline;
import io.fairlead.api.preview.PreviewListener;
import io.fairlead.api.preview.PreviewTotals;
import io.fairlead.api.preview.Previewer;
import io.fairlead.api.request.ArmException;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.store.FleetView.FleetCluster;
import io.fairlead.store.FleetView.FleetPage;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One preview under way: clusters come in, bytes go out. Its steps take long and block, so they
/// are done in the pool; one after the other, by any of its threads.
final class PreviewRun {
  /// After so many assessments a step ends with the cluster at hand, so that what waits for the
  /// pool need not wait for the whole preview.
  private static final int STEP = 20_000;

  private final Previewer previewer;
  private final Deadline deadline;
  private final PreviewPage page;
  private final boolean counting;
  private final PreviewTotals totals = new PreviewTotals();
  private final PreviewListener shown;
  private Iterator<FleetCluster> clusters = Collections.emptyIterator();
  private Optional<String> next = Optional.empty();
  private Optional<String> last = Optional.empty();
  private boolean begun;
  private boolean paged;

  /// @param counting whether the totals of all clusters are wanted, too
  PreviewRun(PolicyId assignment, Previewer previewer, Deadline deadline, boolean counting) {
    this.previewer = previewer;
    this.deadline = deadline;
    this.page = new PreviewPage(assignment);
    this.counting = counting;
    this.shown = PreviewListener.all(List.of(totals, page));
  }

  /// Takes clusters in, when those before were looked at: the first ones to be shown as far as they
  /// fit on the page, all of them to be counted.
  void take(FleetPage fleet) {
    clusters = fleet.clusters().iterator();
    if (begun) {
      paged = true;
    } else {
      begun = true;
      next = fleet.next();
    }
  }

  /// Looks at some of the clusters that were taken in.
  ///
  /// @return whether there is nothing left to do for them
  /// @throws ArmException when time is over
  boolean step() {
    long enough = totals.assessments() + STEP;
    try {
      while (clusters.hasNext() && totals.assessments() < enough) {
        if (!paged && page.isFull()) {
          paged = true;
          next = last;
        }
        if (paged && !counting) {
          return true;
        }
        FleetCluster cluster = clusters.next();
        previewer.preview(cluster, !paged, paged ? totals : shown);
        last = Optional.of(cluster.state().id().key());
      }
    } catch (Deadline.Passed _) {
      throw tooLarge();
    }
    return !clusters.hasNext();
  }

  private ArmException tooLarge() {
    return new ArmException(
        ArmErrorCode.PreviewTooLarge,
        ("The preview would take too long: in %d seconds %s. Until then %d clusters were looked"
                + " at, with %d assessments (one for each definition and each resource that it is"
                + " about). %s: a resource group or a single cluster. Nothing was changed.")
            .formatted(
                deadline.budget().toSeconds(),
                paged ? "the totals of its scope were not counted" : "its page was not done",
                totals.clusters(),
                totals.assessments(),
                paged
                    ? "Ask for a preview in a smaller scope"
                    : "Ask for fewer clusters with '$top', or for a preview in a smaller scope"));
  }

  /// The whole answer, when all was shown and counted.
  ///
  /// @param nextLink of a page after that cluster, by its key
  byte[] end(Function<String, String> nextLink) {
    Optional<ObjectNode> counted =
        counting ? Optional.of(PreviewView.totals(totals)) : Optional.empty();
    return page.end(next.map(nextLink), counted);
  }
}
