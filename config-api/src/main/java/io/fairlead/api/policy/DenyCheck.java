package io.fairlead.api.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.work.EvaluationPool;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.evaluation.Denial;
import io.fairlead.policy.evaluation.Denials;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;

/// Asks the assigned policies with the effect `deny` before something is written.
///
/// @param snapshots the policies
/// @param pool where they are evaluated
/// @param clock decides which exemptions are in force
public record DenyCheck(PolicySnapshots snapshots, EvaluationPool pool, InstantSource clock) {
  /// As the function `requestContext().identity` answers: the caller is a program.
  private static final JsonNode CALLER = JsonNodeFactory.instance.objectNode().put("idtyp", "app");

  /// Completes when no policy refuses a resource.
  ///
  /// @param resource the cluster or the configuration that is about to be written
  /// @param body as it would be shown afterwards; nobody may change it until this completes
  /// @param apiVersion of the request
  /// @return fails with an [ArmException] (403) when a policy refuses it
  public Uni<Void> allows(ResourceId resource, ObjectNode body, String apiVersion) {
    var proposal = new Denials.Proposal(resource, body, apiVersion, CALLER);
    return snapshots
        .current()
        .flatMap(
            snapshot ->
                snapshot.set().size().assignments() == 0
                    ? Uni.createFrom().voidItem()
                    : pool.run(() -> Denials.of(snapshot.set(), proposal, clock.instant()))
                        .invoke(denials -> refuse(resource, snapshot, denials))
                        .replaceWithVoid());
  }

  private static void refuse(ResourceId resource, PolicySnapshot snapshot, List<Denial> denials) {
    if (!denials.isEmpty()) {
      throw new ArmException(Disallowed.by(resource, snapshot, denials));
    }
  }
}
