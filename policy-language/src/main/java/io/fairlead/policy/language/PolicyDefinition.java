package io.fairlead.policy.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.definition.DefinitionSize;
import io.fairlead.policy.language.definition.Details;
import io.fairlead.policy.language.definition.Effect;
import io.fairlead.policy.language.definition.Mode;
import io.fairlead.policy.language.definition.ParameterDeclaration;
import io.fairlead.policy.language.definition.Parameters;
import io.fairlead.policy.language.definition.PolicyType;
import io.fairlead.policy.language.problem.Checked;
import io.fairlead.policy.language.problem.Problem;
import io.fairlead.policy.language.problem.Problem.Kind;
import io.fairlead.policy.language.resource.PolicyReference;
import io.fairlead.policy.language.rule.Rule;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A policy definition, read. Immutable, thread-safe.
public final class PolicyDefinition {
  private final Heading heading;
  private final Parameters parameters;
  private final Rule rule;
  private final Content effect;
  private final @Nullable Details details;

  PolicyDefinition(
      Heading heading,
      Parameters parameters,
      Rule rule,
      Content effect,
      @Nullable Details details) {
    this.heading = heading;
    this.parameters = parameters;
    this.rule = rule;
    this.effect = effect;
    this.details = details;
  }

  /// What a definition says of itself.
  ///
  /// @param displayName empty when there is none
  /// @param description empty when there is none
  /// @param version empty when there is none
  /// @param metadata an object, empty when there is none
  public record Heading(
      String displayName,
      String description,
      PolicyType policyType,
      Mode mode,
      String version,
      JsonNode metadata) {}

  /// Reads a definition: the whole resource, or its `properties`. Everything wrong with it is
  /// reported at once, by paths from `properties` on.
  ///
  /// @param json copied; may be changed afterwards
  public static Checked<PolicyDefinition> parse(JsonNode json) {
    return DefinitionParser.parse(json);
  }

  /// Puts in the parameters of an assignment, and checks them.
  ///
  /// @param given as an assignment writes them, `{"name": {"value": …}}`; a missing node for
  /// none
  /// @param policy what the function `policy` answers
  public Checked<BoundPolicy> bind(JsonNode given, PolicyReference policy) {
    return bound(given, policy, null);
  }

  /// The same with another effect than the definition's own, as an assignment's `overrides` ask
  // for.
  public Checked<BoundPolicy> bind(JsonNode given, PolicyReference policy, Effect instead) {
    return bound(given, policy, instead);
  }

  private Checked<BoundPolicy> bound(
      JsonNode given, PolicyReference policy, @Nullable Effect instead) {
    String excess = DefinitionSize.excessOf(given);
    return excess == null
        ? new PolicyBinder(this, policy, instead).bind(given.deepCopy())
        : new Checked.Invalid<>(List.of(new Problem(Kind.TOO_MUCH, "parameters", excess)));
  }

  public Heading heading() {
    return heading;
  }

  /// In the order of their declaration.
  public Collection<ParameterDeclaration> parameters() {
    return parameters.declarations();
  }

  Parameters declared() {
    return parameters;
  }

  Rule rule() {
    return rule;
  }

  Content effect() {
    return effect;
  }

  @Nullable Details details() {
    return details;
  }
}
