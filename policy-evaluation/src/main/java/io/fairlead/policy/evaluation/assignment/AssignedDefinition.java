package io.fairlead.policy.evaluation.assignment;

import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.policy.evaluation.assignment.Binding.Bound;
import io.fairlead.policy.language.definition.Mode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A definition that an assignment puts in force. Immutable, thread-safe.
public final class AssignedDefinition {
  /// By assignments' keys, then by references.
  public static final Comparator<AssignedDefinition> ORDER =
      Comparator.comparing(AssignedDefinition::assignmentKey)
          .thenComparing(AssignedDefinition::reference);

  private final AssignedPolicy identity;
  private final String assignmentKey;
  private final String reference;
  private final Assignment assignment;
  private final String scope;
  private final Sources sources;
  private final Binding own;
  private final List<Overridden> overridden;

  AssignedDefinition(
      AssignedPolicy identity,
      Assignment assignment,
      Sources sources,
      Binding own,
      List<Overridden> overridden) {
    this.identity = identity;
    this.assignmentKey = identity.assignment().key();
    this.reference = identity.reference().toLowerCase(Locale.ROOT);
    this.assignment = assignment;
    this.scope = identity.assignment().scope().key();
    this.sources = sources;
    this.own = own;
    this.overridden = List.copyOf(overridden);
  }

  /// What it was made of; nothing of it is made again while these are the same objects.
  record Sources(@Nullable Initiative initiative, @Nullable Definition definition) {
    /// The older of the store's epochs in which they were published.
    long epoch() {
      return Math.min(
          initiative == null ? Long.MAX_VALUE : initiative.state().epoch(),
          definition == null ? Long.MAX_VALUE : definition.state().epoch());
    }

    @SuppressWarnings("ReferenceEquality") // What was read again is another one.
    boolean areSame(Sources other) {
      return initiative == other.initiative && definition == other.definition;
    }
  }

  /// With another effect where an override says so.
  record Overridden(EffectOverride override, Binding binding) {}

  /// Whether an assignment reaches a resource.
  public enum Reach {
    Reached,
    /// Its scope does not contain it.
    OutOfScope,
    /// One of `notScopes` contains it.
    Excluded,
    /// None of `resourceSelectors` selects it.
    NotSelected
  }

  public AssignedPolicy identity() {
    return identity;
  }

  /// The key of the assignment.
  public String assignmentKey() {
    return assignmentKey;
  }

  /// The definition's name within the initiative in lower case; empty outside one.
  public String reference() {
    return reference;
  }

  /// Whether the assignment's `enforcementMode` is `Default`.
  public boolean enforced() {
    return assignment.enforced();
  }

  /// What becomes of its configurations where it no longer applies.
  public OnUnassign onUnassign() {
    return assignment.onUnassign();
  }

  /// When the assignment changed last.
  public Instant assignedAt() {
    return assignment.state().changedAt();
  }

  /// What the assignment says to people whose resource is not as this definition wants it; null
  /// when it says nothing.
  public @Nullable String message() {
    return assignment.message(reference);
  }

  /// Whether one of `notScopes` contains a resource.
  boolean excludes(ScopedResource resource) {
    return assignment.excludes(resource);
  }

  public Reach reach(ScopedResource resource) {
    if (!resource.scopes().contains(scope)) {
      return Reach.OutOfScope;
    }
    if (assignment.excludes(resource)) {
      return Reach.Excluded;
    }
    return assignment.selectors().select(resource, reference) ? Reach.Reached : Reach.NotSelected;
  }

  /// What to ask about a resource: with the effect of the first override that applies, else with
  /// its own.
  public Binding bindingFor(ScopedResource resource) {
    for (Overridden each : overridden) {
      if (each.override().applies(resource, reference)) {
        return each.binding();
      }
    }
    return own;
  }

  /// Whether it may apply to configurations: the mode `Indexed` is about clusters only.
  public boolean concernsConfigurations() {
    return (own instanceof Bound(_, Mode mode) && mode == Mode.ALL)
        || overridden.stream()
            .anyMatch(each -> each.binding() instanceof Bound(_, Mode mode) && mode == Mode.ALL);
  }

  @SuppressWarnings("ReferenceEquality") // What was read again is another one.
  boolean isMadeOf(Assignment from, Sources what) {
    return assignment == from && sources.areSame(what);
  }
}
