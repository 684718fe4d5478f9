package io.fairlead.agent.status;

import io.fairlead.agent.object.FluxKind;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.contract.event.Compliance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an object fares that matters to a configuration.
///
/// @param object what it is, for people
/// @param kind its kind's name
/// @param depth how many others depend on it: the lower, the more
record Finding(String object, String kind, int depth, ObjectHealth health) {
  /// Deeper than anything that the agent makes.
  private static final int APPLIED = 10;

  /// The one to tell people about comes first: the worst; of equals the one that others depend on;
  /// of equals the one that waits for nobody.
  private static final Comparator<Finding> MOST_TELLING =
      Comparator.comparing(Finding::severity)
          .thenComparing(Finding::depth)
          .thenComparing(Finding::remoteness);

  /// An object that the agent makes.
  static Finding of(ObjectRef ref, ObjectHealth health) {
    return new Finding(ref.toString(), ref.kind().name(), depth(ref.kind()), health);
  }

  /// An object that Flux applied: of equally bad ones, those of the agent itself come first. What
  /// is suspended was suspended by whoever wrote it, and is no finding.
  static Optional<Finding> of(StatusEntry applied) {
    return applied.health() instanceof ObjectHealth.Suspended
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "%s %s/%s".formatted(applied.kind(), applied.namespace(), applied.name()),
                applied.kind(),
                APPLIED + applied.rank(),
                applied.health()));
  }

  /// What to say of a configuration with these objects, in their order but for [#MOST_TELLING];
  /// empty when all are as they have to be.
  static Optional<Finding> mostTelling(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.compliance() != Compliance.Compliant)
        .min(MOST_TELLING);
  }

  /// What this object means for the configuration.
  Compliance compliance() {
    return switch (health) {
      case ObjectHealth.Current _ -> Compliance.Compliant;
      case ObjectHealth.Failed _ -> Compliance.NonCompliant;
      case ObjectHealth.Suspended _ -> Compliance.Suspended;
      case ObjectHealth.InProgress _,
          ObjectHealth.Terminating _,
          ObjectHealth.Unknown _,
          ObjectHealth.Missing _ ->
          Compliance.Pending;
    };
  }

  /// One sentence that names the object; null when there is nothing to say.
  @Nullable String sentence() {
    return switch (health) {
      case ObjectHealth.Current _ -> null;
      case ObjectHealth.Failed failed -> said(failed, "failed");
      case ObjectHealth.InProgress inProgress -> said(inProgress, "in progress");
      case ObjectHealth.Suspended _ -> object + " is suspended";
      case ObjectHealth.Terminating _ -> object + " is being deleted";
      case ObjectHealth.Missing _ -> object + " does not exist yet";
      case ObjectHealth.Unknown _ ->
          "no %s has looked at %s yet"
              .formatted(
                  FluxKind.named(kind).isPresent() ? "Flux controller" : "controller", object);
    };
  }

  /// The controller of Flux that has yet to look at it; null when there is none.
  @Nullable String unattendedBy() {
    boolean unattended =
        switch (health) {
          case ObjectHealth.Unknown _ -> true;
          case ObjectHealth.InProgress(String reason, _, _) ->
              reason.equals(FluxHealth.NOT_OBSERVED);
          case ObjectHealth.Current _,
              ObjectHealth.Failed _,
              ObjectHealth.Suspended _,
              ObjectHealth.Terminating _,
              ObjectHealth.Missing _ ->
              false;
        };
    return unattended ? FluxKind.named(kind).map(FluxKind::controller).orElse(null) : null;
  }

  private String said(ObjectHealth by, String otherwise) {
    String words = by.message().isBlank() ? by.reason() : by.message();
    return Sentence.of(object + ": " + (words.isBlank() ? otherwise : words));
  }

  private int severity() {
    return switch (compliance()) {
      case NonCompliant -> 0;
      case Pending, Unknown -> 1;
      case Suspended -> 2;
      case Compliant -> 3;
    };
  }

  private int remoteness() {
    return switch (health) {
      case ObjectHealth.Missing _ -> 0;
      case ObjectHealth.Terminating _ -> 1;
      case ObjectHealth.Unknown _ -> 2;
      case ObjectHealth.InProgress inProgress -> inProgress.waiting() ? 4 : 3;
      case ObjectHealth.Failed _, ObjectHealth.Suspended _, ObjectHealth.Current _ -> 0;
    };
  }

  private static int depth(ManagedKind kind) {
    return switch (kind) {
      case ServiceAccount, Secret, Service, Role, RoleBinding, ClusterRole, ClusterRoleBinding -> 0;
      case GitRepository, Bucket, OCIRepository -> 1;
      case Kustomization, Deployment -> 2;
    };
  }
}
