package io.fairlead.agent.status;

import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.contract.event.Compliance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an object fares that has to be there.
record Finding(ObjectRef ref, ObjectHealth health) {
  /// The one to tell people about comes first: the worst; of equals the one that others depend on;
  /// of equals the one that waits for nobody.
  private static final Comparator<Finding> MOST_TELLING =
      Comparator.comparing(Finding::severity)
          .thenComparing(finding -> depth(finding.ref.kind()))
          .thenComparing(Finding::remoteness);

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
      case ObjectHealth.Suspended _ -> ref + " is suspended";
      case ObjectHealth.Terminating _ -> ref + " is being deleted";
      case ObjectHealth.Missing _ -> ref + " does not exist yet";
      case ObjectHealth.Unknown _ ->
          "no %s has looked at %s yet"
              .formatted(ref.kind().isOfFlux() ? "Flux controller" : "controller", ref);
    };
  }

  private String said(ObjectHealth by, String otherwise) {
    String words = by.message().isBlank() ? by.reason() : by.message();
    return Sentence.of(ref + ": " + (words.isBlank() ? otherwise : words));
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
