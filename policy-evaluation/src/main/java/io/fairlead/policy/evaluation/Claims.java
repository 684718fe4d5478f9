package io.fairlead.policy.evaluation;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.policy.evaluation.Assessment.Deploys;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition;
import io.fairlead.policy.evaluation.assignment.AssignedPolicy;
import io.fairlead.policy.evaluation.planning.PlannedConfiguration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which policies want which configurations of a cluster, as far as they are enforced, and what
/// follows where several want one.
final class Claims {
  private static final Comparator<Claim> ORDER =
      Comparator.comparing(Claim::assigned, AssignedDefinition.ORDER);

  private final Map<String, List<Claim>> byConfiguration = new TreeMap<>();

  /// A policy that wants a configuration.
  record Claim(AssignedDefinition assigned, PlannedConfiguration planned) {
    /// Whether that policy, in this incarnation of its assignment, wrote the configuration last of
    /// all policies.
    boolean manages(ManagedBy manager) {
      AssignedPolicy policy = assigned.identity();
      return policy.uid().equals(manager.assignmentUid())
          && policy.assignment().equals(manager.assignment())
          && assigned.reference().equalsIgnoreCase(manager.reference());
    }
  }

  /// What becomes of a configuration that is wanted.
  sealed interface Settlement {
    /// Several want it differently: nobody writes it.
    record Contested() implements Settlement {}

    /// It is being deleted, and is written after that.
    record Leaving() implements Settlement {}

    /// It is not as wanted, and is written for one that wants it so.
    record Due(Claim manager) implements Settlement {}

    /// It is as wanted.
    record Settled(KnownConfiguration configuration) implements Settlement {}
  }

  /// Collects those of the assessments of one cluster.
  static Claims of(List<Assessed> assessed) {
    Claims claims = new Claims();
    for (Assessed each : assessed) {
      if (each.outcome() instanceof Deploys deploys && deploys.enforced()) {
        for (PlannedConfiguration planned : deploys.planned()) {
          claims
              .byConfiguration
              .computeIfAbsent(planned.configuration().key(), _ -> new ArrayList<>())
              .add(new Claim(each.assigned(), planned));
        }
      }
    }
    claims.byConfiguration.values().forEach(each -> each.sort(ORDER));
    return claims;
  }

  /// The keys of the configurations that are wanted, in order.
  Iterable<String> configurations() {
    return byConfiguration.keySet();
  }

  boolean want(String configuration) {
    return byConfiguration.containsKey(configuration);
  }

  /// What becomes of a configuration that is wanted.
  ///
  /// @param configuration its key
  /// @param known as it is; empty when there is none
  Settlement settle(String configuration, Optional<KnownConfiguration> known) {
    List<Claim> claims = byConfiguration.getOrDefault(configuration, List.of());
    String digest = claims.getFirst().planned().digest();
    if (claims.stream().anyMatch(claim -> !claim.planned().digest().equals(digest))) {
      return new Settlement.Contested();
    }
    if (known.isEmpty()) {
      return new Settlement.Due(claims.getFirst());
    }
    ConfigurationHead state = known.get().head();
    if (state.lifecycle() == Lifecycle.Deleting) {
      return new Settlement.Leaving();
    }
    Optional<Claim> current = current(claims, state);
    return current.isPresent() && isAsPlanned(state, digest)
        ? new Settlement.Settled(known.get())
        : new Settlement.Due(current.orElse(claims.getFirst()));
  }

  /// The policy for which a configuration is written: of those that want it the one that manages it
  /// already, else the first; empty when none wants it.
  ///
  /// @param configuration its key
  /// @param known as it is; empty when there is none
  Optional<Claim> manager(String configuration, Optional<KnownConfiguration> known) {
    List<Claim> claims = byConfiguration.getOrDefault(configuration, List.of());
    return known
        .flatMap(there -> current(claims, there.head()))
        .or(() -> claims.stream().findFirst());
  }

  private static Optional<Claim> current(List<Claim> claims, ConfigurationHead state) {
    ManagedBy manager = state.managedBy();
    return manager == null
        ? Optional.empty()
        : claims.stream().filter(claim -> claim.manages(manager)).findFirst();
  }

  /// Whether a configuration is what some policy with that digest wrote, and nobody wrote it since.
  static boolean isAsPlanned(ConfigurationHead state, String digest) {
    ManagedBy manager = state.managedBy();
    return state.lifecycle() == Lifecycle.Active
        && manager != null
        && manager.digest().equals(digest)
        && manager.generation() == state.generation();
  }

  /// The assignments that want a configuration otherwise, in the order of keys.
  List<PolicyId> opponents(PlannedConfiguration planned) {
    return byConfiguration.getOrDefault(planned.configuration().key(), List.of()).stream()
        .filter(claim -> !claim.planned().digest().equals(planned.digest()))
        .map(claim -> claim.assigned().identity().assignment())
        .distinct()
        .toList();
  }
}
