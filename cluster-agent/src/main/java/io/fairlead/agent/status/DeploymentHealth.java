package io.fairlead.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// How a Deployment fares that is not being deleted.
final class DeploymentHealth {
  private DeploymentHealth() {}

  static ObjectHealth of(JsonNode body) {
    Conditions conditions = Conditions.of(body);
    if (conditions.observedGeneration() == null || conditions.areNone()) {
      return new ObjectHealth.Unknown("", "");
    }
    if (conditions.areBehind()) {
      return inProgress("the change is not rolled out yet");
    }
    return failure(conditions)
        .<ObjectHealth>map(
            condition -> new ObjectHealth.Failed(condition.reason(), condition.message()))
        .orElseGet(() -> rollout(body, conditions));
  }

  private static Optional<Condition> failure(Conditions conditions) {
    return conditions
        .ofNow("ReplicaFailure")
        .filter(Condition::isTrue)
        .or(
            () ->
                conditions
                    .ofNow("Progressing")
                    .filter(condition -> condition.reason().equals("ProgressDeadlineExceeded")));
  }

  private static ObjectHealth rollout(JsonNode body, Conditions conditions) {
    int wanted = body.at("/spec/replicas").asInt(1);
    JsonNode status = body.path("status");
    int there = status.path("replicas").asInt();
    int updated = status.path("updatedReplicas").asInt();
    int available = status.path("availableReplicas").asInt();
    int ready = status.path("readyReplicas").asInt();
    if (there < wanted) {
      return inProgress("%d of %d replicas created".formatted(there, wanted));
    }
    if (updated < wanted) {
      return inProgress("%d of %d replicas updated".formatted(updated, wanted));
    }
    if (there > wanted) {
      return inProgress("%d old replicas to be stopped".formatted(there - wanted));
    }
    if (available < updated) {
      return inProgress("%d of %d replicas available".formatted(available, updated));
    }
    if (ready < wanted) {
      return inProgress("%d of %d replicas ready".formatted(ready, wanted));
    }
    if (!isRolledOut(body, conditions)) {
      return inProgress("the rollout is not complete");
    }
    return conditions
        .ofNow("Available")
        .filter(Condition::isTrue)
        .<ObjectHealth>map(
            condition -> new ObjectHealth.Current(condition.reason(), condition.message()))
        .orElseGet(() -> inProgress("not available yet"));
  }

  /// Without a deadline Kubernetes keeps no account of the progress, and the numbers are all there
  /// is; the largest integer means none.
  private static boolean isRolledOut(JsonNode body, Conditions conditions) {
    return body.at("/spec/progressDeadlineSeconds").asInt(Integer.MAX_VALUE) == Integer.MAX_VALUE
        || conditions
            .ofNow("Progressing")
            .filter(Condition::isTrue)
            .filter(condition -> condition.reason().equals("NewReplicaSetAvailable"))
            .isPresent();
  }

  private static ObjectHealth inProgress(String message) {
    return new ObjectHealth.InProgress("Progressing", message, false);
  }
}
