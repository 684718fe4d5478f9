package io.fairlead.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/// How an object of Flux v2 fares, of whatever kind, that is not being deleted.
///
/// Where this differs from kstatus: Flux leaves `Reconciling` true and `observedGeneration` behind
/// while it tries a failed object again. That is a failure here, as it may go on for ever, unless
/// the object only waits for another one.
final class FluxHealth {
  /// Reasons of `Ready` being false that another object is to blame for.
  private static final Set<String> WAITING = Set.of("DependencyNotReady", "SourceNotReady");

  /// Reasons of `Ready` being false that are no failure.
  private static final Set<String> WORKING =
      Set.of("Progressing", "ProgressingWithRetry", "HealthCheckCanceled");

  /// The reason of an object's being in progress whose controller has not looked at its change.
  static final String NOT_OBSERVED = "NotObserved";

  private FluxHealth() {}

  static ObjectHealth of(JsonNode body) {
    if (body.at("/spec/suspend").asBoolean()) {
      return new ObjectHealth.Suspended("Suspended", "");
    }
    Conditions conditions = Conditions.of(body);
    if (conditions.areNone()) {
      return needsNoController(body)
          ? new ObjectHealth.Current("", "")
          : new ObjectHealth.Unknown("", "");
    }
    Optional<Condition> stalled = conditions.ofNow("Stalled").filter(Condition::isTrue);
    if (stalled.isPresent()) {
      return failed(stalled.get());
    }
    Optional<Condition> ready = conditions.ofNow("Ready");
    if (ready.isPresent() && ready.get().isFalse()) {
      return unready(ready.get());
    }
    Optional<Condition> reconciling = conditions.ofNow("Reconciling").filter(Condition::isTrue);
    if (reconciling.isPresent()) {
      return inProgress(reconciling.get(), false);
    }
    if (conditions.areBehind() || ready.isEmpty()) {
      return new ObjectHealth.InProgress(NOT_OBSERVED, "the change is not worked on yet", false);
    }
    return ready.get().isTrue()
        ? new ObjectHealth.Current(ready.get().reason(), ready.get().message())
        : inProgress(ready.get(), false);
  }

  /// A Helm repository in an OCI registry is only an address: no controller ever looks at it.
  private static boolean needsNoController(JsonNode body) {
    return body.path("kind").asText().equals("HelmRepository")
        && body.at("/spec/type").asText().equals("oci");
  }

  private static ObjectHealth unready(Condition ready) {
    if (WAITING.contains(ready.reason()) || lacksArtifact(ready)) {
      return inProgress(ready, true);
    }
    return WORKING.contains(ready.reason()) ? inProgress(ready, false) : failed(ready);
  }

  /// One reason stands for a source that has nothing to fetch yet and for an artifact without the
  /// path that is asked for; only the wording tells them apart.
  private static boolean lacksArtifact(Condition ready) {
    return ready.reason().equals("ArtifactFailed")
        && (ready.message().startsWith("Source ") || ready.message().endsWith(" not found"));
  }

  private static ObjectHealth failed(Condition condition) {
    return new ObjectHealth.Failed(condition.reason(), condition.message());
  }

  private static ObjectHealth inProgress(Condition condition, boolean waiting) {
    return new ObjectHealth.InProgress(condition.reason(), condition.message(), waiting);
  }
}
