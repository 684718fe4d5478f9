package io.fairlead.store.postgres;

import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.store.PolicyStateField;
import io.fairlead.store.PolicyStateFilter;
import io.fairlead.store.PolicyStateFilter.TextOperator;
import io.fairlead.store.PolicyStateQuery;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Conditions on `policy_states s` and their clusters' rows `l`, and the parameters that they name.
/// Used by one thread.
final class PolicyStateConditions {
  private final Tuple parameters = Tuple.tuple();

  Tuple parameters() {
    return parameters;
  }

  /// Names a parameter.
  String parameter(Object value) {
    parameters.addValue(value);
    return "$" + parameters.size();
  }

  /// Which states are asked for, but for the filter.
  String of(PolicyStateQuery.Of of) {
    return switch (of) {
      case PolicyStateQuery.Of.Scope(PolicyScope scope) when scope.cluster().isPresent() ->
          "s.cluster_key = " + parameter(scope.key());
      case PolicyStateQuery.Of.Scope(PolicyScope scope) -> within("s.key", scope);
      case PolicyStateQuery.Of.Resource(var resource) ->
          "s.cluster_key = "
              + parameter(resource.cluster().key())
              + " and s.resource_key = "
              + parameter(resource.key());
      case PolicyStateQuery.Of.Assignment(var assignment) ->
          "s.assignment_key = " + parameter(assignment.key());
      case PolicyStateQuery.Of.Definition(PolicyScope subscription, var definition) ->
          within("s.key", subscription) + " and s.definition_key = " + parameter(definition.key());
      case PolicyStateQuery.Of.Initiative(PolicyScope subscription, var initiative) ->
          within("s.key", subscription) + " and s.initiative_key = " + parameter(initiative.key());
    };
  }

  /// Keys that begin with a scope.
  String within(String column, PolicyScope scope) {
    KeyRange range = KeyRange.within(scope);
    return "%1$s > %2$s and %1$s < %3$s"
        .formatted(column, parameter(range.prefix()), parameter(range.end()));
  }

  /// Counts of the resource groups of a scope, which is one of them or a subscription.
  String groups(PolicyScope scope) {
    return scope.resourceGroup().isPresent()
        ? "group_key = " + parameter(scope.key())
        : within("group_key", scope);
  }

  /// A filter; the database compares texts by their lower-case forms.
  String filter(PolicyStateFilter filter) {
    return switch (filter) {
      case PolicyStateFilter.All(List<PolicyStateFilter> terms) -> joined(terms, " and ", "true");
      case PolicyStateFilter.Any(List<PolicyStateFilter> terms) -> joined(terms, " or ", "false");
      case PolicyStateFilter.Not(PolicyStateFilter term) -> "not (" + filter(term) + ")";
      case PolicyStateFilter.Time(var comparison, Instant value) ->
          "s.decided_at "
              + comparison(comparison)
              + " "
              + parameter(value.atOffset(ZoneOffset.UTC));
      case PolicyStateFilter.Text text -> text(text);
    };
  }

  private String joined(List<PolicyStateFilter> terms, String word, String none) {
    return terms.isEmpty()
        ? none
        : terms.stream().map(this::filter).collect(Collectors.joining(word, "(", ")"));
  }

  private String text(PolicyStateFilter.Text text) {
    String value = text.value().toLowerCase(Locale.ROOT);
    if (value.indexOf('\0') >= 0) {
      // Nothing stored has one, and PostgreSQL has no such text.
      return text.operator() == TextOperator.NOT_EQUAL ? "true" : "false";
    }
    if (text.field() == PolicyStateField.COMPLIANCE && text.operator() == TextOperator.EQUAL) {
      // A constant, so that an index on one state can serve.
      return state(value).map(state -> "s.effective_compliance = '" + state + "'").orElse("false");
    }
    String field = expression(text.field());
    return switch (text.operator()) {
      case EQUAL -> field + " = " + parameter(value);
      case NOT_EQUAL -> field + " <> " + parameter(value);
      case LESS -> field + " < " + parameter(value);
      case LESS_OR_EQUAL -> field + " <= " + parameter(value);
      case GREATER -> field + " > " + parameter(value);
      case GREATER_OR_EQUAL -> field + " >= " + parameter(value);
      case CONTAINS -> "position(" + parameter(value) + " in " + field + ") > 0";
      case STARTS_WITH -> "starts_with(" + field + ", " + parameter(value) + ")";
      case ENDS_WITH ->
          "right(%1$s, length(%2$s)) = %2$s".formatted(field, parameter(value) + "::text");
    };
  }

  private static Optional<PolicyCompliance> state(String lowerCase) {
    return Arrays.stream(PolicyCompliance.values())
        .filter(state -> state.name().equalsIgnoreCase(lowerCase))
        .findFirst();
  }

  private static String comparison(PolicyStateFilter.Comparison comparison) {
    return switch (comparison) {
      case EQUAL -> "=";
      case NOT_EQUAL -> "<>";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
    };
  }

  /// What a field is to the database: a text in lower case, but for the time.
  static String expression(PolicyStateField field) {
    return switch (field) {
      case RESOURCE_ID -> "s.resource_key";
      case RESOURCE_GROUP -> "split_part(s.cluster_key, '/', 5)";
      case RESOURCE_TYPE -> "s.type_key";
      case RESOURCE_LOCATION -> "lower(l.location) collate \"C\"";
      case ASSIGNMENT_ID -> "s.assignment_key";
      case ASSIGNMENT_NAME -> "split_part(s.assignment_key, '/', -1)";
      case ASSIGNMENT_SCOPE ->
          "split_part(s.assignment_key, '/providers/microsoft.authorization/', 1)";
      case DEFINITION_ID -> "s.definition_key";
      case DEFINITION_NAME -> "split_part(s.definition_key, '/', -1)";
      case INITIATIVE_ID -> "s.initiative_key";
      case INITIATIVE_NAME -> "split_part(s.initiative_key, '/', -1)";
      case REFERENCE -> "s.reference_key";
      case EFFECT -> "lower(s.effect) collate \"C\"";
      case COMPLIANCE -> "lower(s.effective_compliance) collate \"C\"";
      case REASON -> "lower(s.effective_reason) collate \"C\"";
      case TIMESTAMP -> "s.decided_at";
    };
  }
}
