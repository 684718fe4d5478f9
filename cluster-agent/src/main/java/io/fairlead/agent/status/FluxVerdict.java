package io.fairlead.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import io.fairlead.agent.object.Verdict;
import io.fairlead.contract.event.Compliance;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The verdict on a `fluxConfigurations` resource, from its objects of Flux v2.
///
/// Only the objects that the agent makes decide. What Flux's Kustomizations applied is listed, and
/// decides through a Kustomization that waits for it, which is for the configuration to say
/// (`wait`).
public final class FluxVerdict {
  private FluxVerdict() {}

  /// As [#of(boolean, List, Collection, Collection)], with nothing applied to be listed.
  public static Verdict of(
      boolean suspended, List<ObjectRef> expected, Collection<ObservedObject> observed) {
    return of(suspended, expected, observed, List.of());
  }

  /// The verdict.
  ///
  /// @param suspended whether the user asked to suspend the configuration
  /// @param expected every object that has to be there; of equally bad ones the first is named
  /// @param observed the configuration's objects in the cluster; those that are not expected any
  ///     more are listed only
  /// @param applied bodies of Flux objects that Flux applied for this configuration, such as
  ///     `HelmRelease`, `HelmRepository` and `HelmChart`, with `kind`
  public static Verdict of(
      boolean suspended,
      List<ObjectRef> expected,
      Collection<ObservedObject> observed,
      Collection<JsonNode> applied) {
    FetchedRevision fetched = fetched(expected, observed);
    Map<ObjectRef, ObjectHealth> healths = healths(observed, fetched);
    StatusList statuses = StatusList.of(entries(observed, healths, applied));
    Optional<Finding> telling =
        suspended
            ? Optional.empty()
            : Finding.mostTelling(
                expected.stream()
                    .map(ref -> new Finding(ref, healths.getOrDefault(ref, missing())))
                    .toList());
    Compliance compliance =
        telling
            .map(Finding::compliance)
            .orElse(suspended ? Compliance.Suspended : Compliance.Compliant);
    return new Verdict(
        compliance,
        message(telling.map(Finding::sentence), statuses.note()),
        fetched == null ? null : fetched.revision(),
        fetched == null ? null : fetched.fetchedAt(),
        statuses.array());
  }

  private static ObjectHealth missing() {
    return new ObjectHealth.Missing("", "");
  }

  private static @Nullable String message(Optional<String> sentence, Optional<String> note) {
    return sentence
        .map(said -> note.map(left -> said + "; " + left).orElse(said))
        .or(() -> note)
        .orElse(null);
  }

  private static @Nullable FetchedRevision fetched(
      List<ObjectRef> expected, Collection<ObservedObject> observed) {
    return observed.stream()
        .filter(object -> isSource(object.ref().kind()) && expected.contains(object.ref()))
        .findFirst()
        .map(source -> FetchedRevision.of(source.body()))
        .orElse(null);
  }

  private static boolean isSource(ManagedKind kind) {
    return switch (kind) {
      case GitRepository, Bucket, OCIRepository -> true;
      case Kustomization,
          ServiceAccount,
          Secret,
          Service,
          Deployment,
          Role,
          RoleBinding,
          ClusterRole,
          ClusterRoleBinding ->
          false;
    };
  }

  private static Map<ObjectRef, ObjectHealth> healths(
      Collection<ObservedObject> observed, @Nullable FetchedRevision fetched) {
    var healths = new LinkedHashMap<ObjectRef, ObjectHealth>();
    observed.forEach(object -> healths.put(object.ref(), health(object, fetched)));
    return healths;
  }

  /// Between a fetch and the Kustomization's noticing it, the Kustomization is ready with what it
  /// applied before.
  private static ObjectHealth health(ObservedObject object, @Nullable FetchedRevision fetched) {
    ObjectHealth health = ObjectHealth.of(object);
    if (health instanceof ObjectHealth.Current
        && object.ref().kind() == ManagedKind.Kustomization
        && fetched != null) {
      String lag = fetched.lag(object.body());
      return lag == null ? health : new ObjectHealth.InProgress("NewRevision", lag, false);
    }
    return health;
  }

  private static Collection<StatusEntry> entries(
      Collection<ObservedObject> observed,
      Map<ObjectRef, ObjectHealth> healths,
      Collection<JsonNode> applied) {
    var entries = new LinkedHashMap<List<String>, StatusEntry>();
    observed.stream()
        .filter(object -> object.ref().kind().isOfFlux())
        .map(object -> entry(object, healths.getOrDefault(object.ref(), missing())))
        .forEach(entry -> entries.putIfAbsent(key(entry), entry));
    applied.stream()
        .map(body -> StatusEntry.of(body, appliedHealth(body)))
        .forEach(entry -> entries.putIfAbsent(key(entry), entry));
    return entries.values();
  }

  private static StatusEntry entry(ObservedObject object, ObjectHealth health) {
    ObjectRef ref = object.ref();
    String namespace = ref.namespace() == null ? "" : ref.namespace();
    return new StatusEntry(ref.kind().name(), namespace, ref.name(), health, object.body());
  }

  private static List<String> key(StatusEntry entry) {
    return List.of(entry.kind(), entry.namespace(), entry.name());
  }

  private static ObjectHealth appliedHealth(JsonNode body) {
    return body.at("/metadata/deletionTimestamp").isTextual()
        ? new ObjectHealth.Terminating("Terminating", "")
        : FluxHealth.of(body);
  }
}
