package io.fairlead.policy.evaluation.assignment;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition.Sources;
import io.fairlead.policy.evaluation.assignment.Initiative.Entry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that one assignment puts in force. Immutable, thread-safe.
public final class Assigned {
  private final PolicyState state;
  private final @Nullable Assignment assignment;
  private final boolean whole;
  private final Map<String, AssignedDefinition> definitions;

  private Assigned(
      PolicyState state,
      @Nullable Assignment assignment,
      boolean whole,
      Map<String, AssignedDefinition> definitions) {
    this.state = state;
    this.assignment = assignment;
    this.whole = whole;
    this.definitions = Map.copyOf(definitions);
  }

  PolicyState state() {
    return state;
  }

  /// The assignment's incarnation.
  public UUID uid() {
    return state.uid();
  }

  /// The assignment's generation.
  public long generation() {
    return state.generation();
  }

  /// The oldest of the store's epochs in which the assignment and what it assigns were published.
  public long epoch() {
    return definitions.values().stream()
        .mapToLong(definition -> definition.identity().epoch())
        .min()
        .orElse(state.epoch());
  }

  /// Whether its configurations are deleted where it no longer applies: not while it is not
  /// enforced, or cannot be read.
  public boolean removes() {
    return assignment != null
        && assignment.enforced()
        && assignment.onUnassign() == OnUnassign.Remove;
  }

  /// Whether all of its definitions are known by name: not while its initiative is not there.
  public boolean isWhole() {
    return whole;
  }

  /// In no order.
  public Collection<AssignedDefinition> definitions() {
    return definitions.values();
  }

  /// The definition of that reference in lower case; empty when it does not assign such a one.
  public Optional<AssignedDefinition> find(String reference) {
    return Optional.ofNullable(definitions.get(reference));
  }

  /// Puts an assignment in force.
  ///
  /// @param previous what is used again as far as it is still right, and is itself the answer when
  ///     all of it is; null for none
  @SuppressWarnings("ReferenceEquality") // What was published again is read again.
  static Assigned of(PolicyState state, Catalog catalog, @Nullable Assigned previous) {
    Assignment assignment =
        previous != null && previous.state == state
            ? previous.assignment
            : Assignment.parse(state).orElse(null);
    if (assignment == null) {
      return new Assigned(state, null, false, Map.of());
    }
    Map<String, AssignedDefinition> made = previous == null ? Map.of() : previous.definitions;
    PolicyId target = assignment.target();
    Map<String, AssignedDefinition> definitions = new HashMap<>();
    boolean whole = true;
    if (target.type() == PolicyType.SET_DEFINITION) {
      Initiative initiative = catalog.initiative(target);
      if (initiative == null) {
        whole = false;
        definitions.put("", definition(assignment, new Sources(null, null), target, null, made));
      } else {
        for (Entry entry : initiative.entries()) {
          var sources = new Sources(initiative, catalog.definition(entry.key()));
          AssignedDefinition definition =
              definition(assignment, sources, entry.definition(), entry, made);
          definitions.put(definition.reference(), definition);
        }
      }
    } else {
      var sources = new Sources(null, catalog.definition(target.key()));
      definitions.put("", definition(assignment, sources, target, null, made));
    }
    return previous != null
            && previous.assignment == assignment
            && previous.whole == whole
            && areSame(previous.definitions, definitions)
        ? previous
        : new Assigned(state, assignment, whole, definitions);
  }

  @SuppressWarnings("ReferenceEquality") // What was bound again is another one.
  private static boolean areSame(
      Map<String, AssignedDefinition> some, Map<String, AssignedDefinition> others) {
    return some.size() == others.size()
        && some.entrySet().stream().allMatch(each -> others.get(each.getKey()) == each.getValue());
  }

  private static AssignedDefinition definition(
      Assignment assignment,
      Sources sources,
      PolicyId definition,
      @Nullable Entry entry,
      Map<String, AssignedDefinition> made) {
    String reference = entry == null ? "" : entry.reference();
    AssignedDefinition same = made.get(reference.toLowerCase(Locale.ROOT));
    if (same != null && same.isMadeOf(assignment, sources)) {
      return same;
    }
    PolicyState state = assignment.state();
    Initiative initiative = sources.initiative();
    var identity =
        new AssignedPolicy(
            state.id(),
            state.uid(),
            state.generation(),
            definition,
            initiative == null ? null : initiative.state().id(),
            reference,
            Math.min(state.epoch(), sources.epoch()));
    return new Binder(identity, assignment, sources, entry).bind();
  }
}
