package io.fairlead.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.agent.object.Applied;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The verdict on a `fluxConfigurations` resource, from its objects of Flux v2: those that the
/// agent makes, and those of Flux's kinds that Flux applied because of them. As at Azure, both
/// count: a Helm release that failed makes the configuration non-compliant whether a Kustomization
/// waits for it or not.
public final class FluxVerdict {
  private static final String NOT_ALL =
      "Flux applied more objects of its own kinds in this cluster than are looked at";

  private FluxVerdict() {}

  /// As [#of(boolean, List, Collection, Applied)], with nothing applied.
  public static Verdict of(
      boolean suspended, List<ObjectRef> expected, Collection<ObservedObject> observed) {
    return of(suspended, expected, observed, Applied.NONE);
  }

  /// The verdict.
  ///
  /// @param suspended whether the user asked to suspend the configuration
  /// @param expected every object that has to be there; of equally bad ones the first is named
  /// @param observed the configuration's objects in the cluster; those that are not expected any
  ///     more are listed only
  /// @param applied what Flux applied for this configuration
  public static Verdict of(
      boolean suspended,
      List<ObjectRef> expected,
      Collection<ObservedObject> observed,
      Applied applied) {
    FetchedRevision fetched = fetched(expected, observed);
    Map<ObjectRef, ObjectHealth> healths = healths(observed, fetched);
    List<StatusEntry> own = own(observed, healths);
    List<StatusEntry> others = others(own, applied);
    StatusList statuses = StatusList.of(Stream.concat(own.stream(), others.stream()).toList());
    Optional<Finding> telling =
        suspended
            ? Optional.empty()
            : Finding.mostTelling(
                Stream.concat(
                        expected.stream()
                            .map(ref -> Finding.of(ref, healths.getOrDefault(ref, missing()))),
                        others.stream().map(Finding::of).flatMap(Optional::stream))
                    .toList());
    Compliance compliance =
        telling
            .map(Finding::compliance)
            .orElse(suspended ? Compliance.Suspended : Compliance.Compliant);
    return new Verdict(
        compliance,
        message(telling, statuses, applied),
        fetched == null ? null : fetched.revision(),
        fetched == null ? null : fetched.fetchedAt(),
        statuses.array(),
        telling.map(Finding::unattendedBy).orElse(null));
  }

  private static ObjectHealth missing() {
    return new ObjectHealth.Missing("", "");
  }

  private static @Nullable String message(
      Optional<Finding> telling, StatusList statuses, Applied applied) {
    String said =
        Stream.of(
                telling.map(Finding::sentence),
                statuses.note(),
                applied.all() ? Optional.<String>empty() : Optional.of(NOT_ALL))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return said.isEmpty() ? null : said;
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

  private static List<StatusEntry> own(
      Collection<ObservedObject> observed, Map<ObjectRef, ObjectHealth> healths) {
    return observed.stream()
        .filter(object -> object.ref().kind().isOfFlux())
        .map(object -> entry(object, healths.getOrDefault(object.ref(), missing())))
        .toList();
  }

  /// A Kustomization of the agent may have labels of Flux, too, and is not listed twice.
  private static List<StatusEntry> others(List<StatusEntry> own, Applied applied) {
    Set<List<String>> listed = own.stream().map(FluxVerdict::key).collect(Collectors.toSet());
    return applied.bodies().stream()
        .map(body -> StatusEntry.of(body, appliedHealth(body)))
        .filter(entry -> listed.add(key(entry)))
        .toList();
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
