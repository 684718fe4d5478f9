package io.fairlead.policy.evaluation.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition.Overridden;
import io.fairlead.policy.evaluation.assignment.AssignedDefinition.Sources;
import io.fairlead.policy.evaluation.assignment.Binding.Bound;
import io.fairlead.policy.evaluation.assignment.Binding.Unbound;
import io.fairlead.policy.evaluation.assignment.Initiative.Entry;
import io.fairlead.policy.language.BoundPolicy;
import io.fairlead.policy.language.InitiativeParameters;
import io.fairlead.policy.language.PolicyDefinition;
import io.fairlead.policy.language.definition.Effect;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.Checked.Invalid;
import io.fairlead.policy.language.problem.Checked.Valid;
import io.fairlead.policy.language.problem.Problem;
import io.fairlead.policy.language.resource.PolicyReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Binds one definition to the parameters that an assignment gives it, once for each effect that
/// the assignment asks for.
///
/// @param entry of the initiative; null for a definition that is assigned by itself
record Binder(
    AssignedPolicy identity, Assignment assignment, Sources sources, @Nullable Entry entry) {
  private static final int MOST_PROBLEMS = 5;

  AssignedDefinition bind() {
    Binding own = binding(null);
    List<Overridden> overridden = new ArrayList<>();
    for (EffectOverride override : assignment.overrides()) {
      Effect effect = Effect.named(override.effect());
      overridden.add(
          new Overridden(
              override,
              effect == null
                  ? new Unbound(
                      override.effect(),
                      "The assignment overrides the effect with '"
                          + override.effect()
                          + "'; there are "
                          + Effect.names()
                          + ".")
                  : binding(effect)));
    }
    return new AssignedDefinition(identity, assignment, sources, own, overridden);
  }

  /// @param instead of the definition's own effect; null for that
  private Binding binding(@Nullable Effect instead) {
    String effect = instead == null ? "" : instead.written();
    if (assignment.problem() != null) {
      return new Unbound(effect, assignment.problem());
    }
    Definition definition = sources.definition();
    if (definition == null) {
      return new Unbound(
          effect, "The definition '" + identity.definition() + "' is not there (yet).");
    }
    return switch (definition.read()) {
      case Invalid<PolicyDefinition>(List<Problem> problems) ->
          new Unbound(effect, "The definition cannot be read: " + words(problems));
      case Valid<PolicyDefinition>(PolicyDefinition read) ->
          switch (parameters()) {
            case Invalid<JsonNode>(List<Problem> problems) -> unfit(effect, problems);
            case Valid<JsonNode>(JsonNode given) ->
                switch (bound(read, given, instead)) {
                  case Valid<BoundPolicy>(BoundPolicy policy) ->
                      new Bound(policy, read.heading().mode());
                  case Invalid<BoundPolicy>(List<Problem> problems) -> unfit(effect, problems);
                };
          };
    };
  }

  private static Unbound unfit(String effect, List<Problem> problems) {
    return new Unbound(
        effect, "The definition does not go with its parameters: " + words(problems));
  }

  /// What the definition is given: by the assignment, or by the initiative for it.
  private Checked<JsonNode> parameters() {
    Initiative initiative = sources.initiative();
    if (initiative == null || entry == null) {
      return new Valid<>(assignment.parameters());
    }
    return switch (initiative.parameters()) {
      case Invalid<InitiativeParameters>(List<Problem> problems) -> new Invalid<>(problems);
      case Valid<InitiativeParameters>(InitiativeParameters declared) ->
          declared.pass(assignment.parameters(), entry.passed(), entry.path());
    };
  }

  private Checked<BoundPolicy> bound(
      PolicyDefinition read, JsonNode given, @Nullable Effect instead) {
    var policy =
        new PolicyReference(
            identity.assignment().toString(),
            identity.definition().toString(),
            identity.initiative() == null ? "" : identity.initiative().toString(),
            identity.reference());
    return instead == null ? read.bind(given, policy) : read.bind(given, policy, instead);
  }

  private static String words(List<Problem> problems) {
    return problems.stream()
        .limit(MOST_PROBLEMS)
        .map(Problem::toString)
        .collect(Collectors.joining("; ", "", "."));
  }
}
