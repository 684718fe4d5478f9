package io.fairlead.store.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.store.DeploymentCheck;
import io.fairlead.store.DeploymentTrial;
import io.fairlead.store.ingest.PlannedDeployment.Failure;
import io.fairlead.store.ingest.PlannedDeployment.Plan;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a deployment whose basis is the truth does to the database.
sealed interface DeploymentChange {
  /// A new incarnation.
  ///
  /// @param old the incarnation whose row it takes; null when there is no row
  record Create(PlannedDeployment of, Plan.Write write, @Nullable UUID old)
      implements DeploymentChange {}

  /// Another state of the same incarnation.
  ///
  /// @param awaited the incarnation when a user waits for the state that is replaced; null when
  ///     nobody does
  record Replace(PlannedDeployment of, Plan.Write write, @Nullable UUID awaited)
      implements DeploymentChange {}

  /// The same state, managed by another.
  record Adopt(PlannedDeployment of, Plan.Write write) implements DeploymentChange {}

  /// Everything is as it is wanted.
  record Keep(PlannedDeployment of, Plan.Write write) implements DeploymentChange {}

  /// `Deleting` until its cluster confirms.
  record Delete(PlannedDeployment of) implements DeploymentChange {}

  /// Gone at once.
  record Remove(PlannedDeployment of, UUID uid) implements DeploymentChange {}

  /// What is wanted cannot be.
  record Fail(PlannedDeployment of, String digest, Failure failure) implements DeploymentChange {}

  /// Nothing now: it is no longer asked for, or will be again.
  record Nothing() implements DeploymentChange {}

  /// A row of `configurations`.
  ///
  /// @param awaited whether its user waits for the cluster
  /// @param same whether it has the properties that are wanted
  /// @param properties its properties when others may be wanted and it is `Active`
  record Row(
      UUID uid,
      long generation,
      String lifecycle,
      @Nullable ManagedBy managedBy,
      boolean awaited,
      boolean same,
      @Nullable ObjectNode properties) {
    boolean isActive() {
      return lifecycle.equals("Active");
    }

    boolean isDeleting() {
      return lifecycle.equals("Deleting");
    }

    private boolean isManagedBy(PlannedDeployment planned) {
      return managedBy != null
          && managedBy.assignment().equals(planned.basis().assignment())
          && managedBy.assignmentUid().equals(planned.basis().assignmentUid())
          && managedBy.reference().equalsIgnoreCase(planned.basis().reference());
    }
  }

  /// Decides.
  ///
  /// @param row null when there is none
  /// @param room for how many more configurations the cluster has room
  /// @param confirmed whether a deletion waits for the cluster
  static DeploymentChange of(
      PlannedDeployment planned,
      @Nullable Row row,
      long room,
      boolean confirmed,
      DeploymentCheck check) {
    return switch (planned.plan()) {
      case Plan.Refuse(String digest, Failure failure) -> new Fail(planned, digest, failure);
      case Plan.Write write -> write(planned, write, row, room, check);
      case Plan.Withdraw() -> {
        if (row == null || !row.isActive() || !row.isManagedBy(planned)) {
          yield new Nothing();
        }
        yield confirmed ? new Delete(planned) : new Remove(planned, row.uid());
      }
    };
  }

  private static DeploymentChange write(
      PlannedDeployment planned,
      Plan.Write write,
      @Nullable Row row,
      long room,
      DeploymentCheck check) {
    if (row != null && row.isDeleting() && !planned.isV1()) {
      return new Nothing();
    }
    if (row == null || !row.isActive()) {
      return room > 0
          ? new Create(planned, write, row == null ? null : row.uid())
          : new Fail(
              planned,
              write.managedBy().digest(),
              new Failure(DeploymentTrial.NO_ROOM.reason(), DeploymentTrial.NO_ROOM.message()));
    }
    ObjectNode stored = row.properties();
    if (!row.same() && stored != null) {
      Optional<String> problem =
          check.changeProblem(planned.deployment().configuration(), stored, write.properties());
      return problem.isPresent()
          ? new Fail(
              planned,
              write.managedBy().digest(),
              new Failure(Reason.DeploymentFailed, problem.get()))
          : new Replace(planned, write, row.awaited() ? row.uid() : null);
    }
    return at(write.managedBy(), row.generation()).equals(row.managedBy())
        ? new Keep(planned, write)
        : new Adopt(planned, write);
  }

  private static ManagedBy at(ManagedBy manager, long generation) {
    return new ManagedBy(
        manager.assignment(),
        manager.assignmentUid(),
        manager.reference(),
        manager.digest(),
        manager.onUnassign(),
        generation);
  }
}
