package io.fairlead.agent.status;

import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import io.fairlead.agent.object.Verdict;
import io.fairlead.contract.event.Compliance;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The verdict on a `sourceControlConfigurations` resource, from the objects of its Flux v1
/// operator.
///
/// Flux v1 does not say how its synchronization fares, so this is a verdict on the operator: it is
/// installed once all its objects are there and its Deployments available. What it has synced is
/// told beyond that, where it keeps that in a secret.
public final class OperatorVerdict {
  /// Where fluxd, with `--sync-state=secret`, notes the commit that it has synced to.
  private static final String SYNCED = "flux.weave.works/sync-hwm";

  private static final int LONGEST = 512;

  private OperatorVerdict() {}

  /// The verdict.
  ///
  /// @param expected every object that has to be there; of equally bad ones the first is named
  /// @param observed the configuration's objects in the cluster
  /// @param syncState the secret in which the operator keeps its state, which should be among the
  ///     observed; null when it keeps its state in the repository, where it cannot be seen
  public static Verdict of(
      List<ObjectRef> expected,
      Collection<ObservedObject> observed,
      @Nullable ObjectRef syncState) {
    Map<ObjectRef, ObservedObject> byRef =
        observed.stream()
            .collect(Collectors.toMap(ObservedObject::ref, Function.identity(), (a, _) -> a));
    Optional<Finding> telling =
        Finding.mostTelling(
            expected.stream().map(ref -> Finding.of(ref, health(byRef.get(ref)))).toList());
    String revision = syncState == null ? null : synced(byRef.get(syncState));
    return new Verdict(
        telling.map(Finding::compliance).orElse(Compliance.Compliant),
        telling.map(Finding::sentence).orElse(message(syncState, revision)),
        revision,
        null,
        null);
  }

  private static ObjectHealth health(@Nullable ObservedObject object) {
    return object == null ? new ObjectHealth.Missing("", "") : ObjectHealth.of(object);
  }

  private static @Nullable String synced(@Nullable ObservedObject secret) {
    if (secret == null) {
      return null;
    }
    String revision = secret.body().path("metadata").path("annotations").path(SYNCED).asText("");
    return revision.isEmpty() ? null : Sentence.cut(revision, LONGEST);
  }

  private static @Nullable String message(
      @Nullable ObjectRef syncState, @Nullable String revision) {
    return syncState != null && revision == null
        ? "the operator is installed and has not synced anything yet"
        : null;
  }
}
