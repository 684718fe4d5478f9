package io.fairlead.api.odata;

import io.fairlead.api.odata.Tokens.Kind;
import io.fairlead.api.odata.Tokens.Token;
import io.fairlead.api.request.ArmException;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.store.PolicyStateField;
import io.fairlead.store.PolicyStateFilter;
import io.fairlead.store.PolicyStateFilter.Comparison;
import io.fairlead.store.PolicyStateFilter.TextOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads a `$filter`:
///
/// ```
/// or     = and { "or" and }
/// and    = unary { "and" unary }
/// unary  = "not" unary | "(" or ")" | call | column operator value | column "in" "(" values ")"
/// call   = ("contains" | "startswith" | "endswith") "(" column "," text ")"
/// ```
///
/// Keywords and names compare without regard to case, and so do texts. Used once.
public final class FilterParser {
  private static final int MOST_DEPTH = 32;
  private static final String PARAMETER = "$filter";
  private static final String OPERATORS = "one of eq, ne, gt, ge, lt, le, in";

  private static final Map<String, TextOperator> CALLS =
      Map.of(
          "contains", TextOperator.CONTAINS,
          "startswith", TextOperator.STARTS_WITH,
          "endswith", TextOperator.ENDS_WITH);

  private static final Map<String, Comparison> COMPARISONS =
      Map.of(
          "eq", Comparison.EQUAL,
          "ne", Comparison.NOT_EQUAL,
          "gt", Comparison.GREATER,
          "ge", Comparison.GREATER_OR_EQUAL,
          "lt", Comparison.LESS,
          "le", Comparison.LESS_OR_EQUAL);

  private final Tokens tokens;
  private int terms;

  private FilterParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /// Reads it.
  ///
  /// @throws ArmException (400) when it cannot be read; says where, what is wrong and what is
  ///     allowed
  public static PolicyStateFilter parse(String text) {
    var parser = new FilterParser(Tokens.of(PARAMETER, text));
    PolicyStateFilter filter = parser.or(0);
    if (parser.tokens.peek().kind() != Kind.END) {
      throw parser.tokens.unexpected("'and', 'or' or the end");
    }
    return filter;
  }

  private PolicyStateFilter or(int depth) {
    List<PolicyStateFilter> any = new ArrayList<>();
    do {
      any.add(and(depth));
    } while (tokens.takes("or"));
    return any.size() == 1 ? any.getFirst() : counted(new PolicyStateFilter.Any(any));
  }

  private PolicyStateFilter and(int depth) {
    List<PolicyStateFilter> all = new ArrayList<>();
    do {
      all.add(unary(depth));
    } while (tokens.takes("and"));
    return all.size() == 1 ? all.getFirst() : counted(new PolicyStateFilter.All(all));
  }

  private PolicyStateFilter unary(int depth) {
    if (depth > MOST_DEPTH) {
      throw tokens.error("it nests deeper than " + MOST_DEPTH + " levels");
    }
    if (tokens.takes("not")) {
      return counted(new PolicyStateFilter.Not(unary(depth + 1)));
    }
    if (tokens.takes(Kind.OPEN)) {
      PolicyStateFilter inner = or(depth + 1);
      tokens.expect(Kind.CLOSE, "')'");
      return inner;
    }
    Token first = tokens.peek();
    TextOperator call =
        first.kind() == Kind.NAME ? CALLS.get(first.text().toLowerCase(Locale.ROOT)) : null;
    return call == null ? comparison() : call(call);
  }

  private PolicyStateFilter call(TextOperator operator) {
    String name = tokens.take().text();
    tokens.expect(Kind.OPEN, "'(' after " + name);
    StateColumn column = tokens.column();
    if (column == StateColumn.IS_COMPLIANT || column == StateColumn.TIMESTAMP) {
      throw tokens.error("'" + name + "' asks for a text, and '" + column.written() + "' is none");
    }
    tokens.expect(Kind.COMMA, "','");
    Token value = tokens.expect(Kind.TEXT, "a text in single quotes");
    tokens.expect(Kind.CLOSE, "')'");
    return counted(new PolicyStateFilter.Text(column.field(), operator, value.text()));
  }

  private PolicyStateFilter comparison() {
    StateColumn column = tokens.column();
    if (tokens.takes("in")) {
      return in(column);
    }
    Token operator = tokens.peek();
    Comparison comparison =
        operator.kind() == Kind.NAME
            ? COMPARISONS.get(operator.text().toLowerCase(Locale.ROOT))
            : null;
    if (comparison == null) {
      throw tokens.unexpected(OPERATORS);
    }
    tokens.take();
    return compared(column, comparison);
  }

  private PolicyStateFilter in(StateColumn column) {
    tokens.expect(Kind.OPEN, "'(' after in");
    List<PolicyStateFilter> any = new ArrayList<>();
    do {
      any.add(compared(column, Comparison.EQUAL));
    } while (tokens.takes(Kind.COMMA));
    tokens.expect(Kind.CLOSE, "',' or ')'");
    return counted(new PolicyStateFilter.Any(any));
  }

  private PolicyStateFilter compared(StateColumn column, Comparison comparison) {
    return counted(
        switch (column) {
          case TIMESTAMP -> new PolicyStateFilter.Time(comparison, time());
          case IS_COMPLIANT -> compliant(comparison);
          case COMPLIANCE_STATE -> text(column, comparison, compliance());
          case RESOURCE_ID,
              RESOURCE_GROUP,
              RESOURCE_TYPE,
              RESOURCE_LOCATION,
              POLICY_ASSIGNMENT_ID,
              POLICY_ASSIGNMENT_NAME,
              POLICY_ASSIGNMENT_SCOPE,
              POLICY_DEFINITION_ID,
              POLICY_DEFINITION_NAME,
              POLICY_DEFINITION_ACTION,
              POLICY_SET_DEFINITION_ID,
              POLICY_SET_DEFINITION_NAME,
              POLICY_DEFINITION_REFERENCE_ID,
              COMPLIANCE_REASON_CODE ->
              text(column, comparison, value(column));
        });
  }

  /// A text; `null` is the empty one.
  private String value(StateColumn column) {
    if (tokens.takes("null")) {
      return "";
    }
    return tokens
        .expect(Kind.TEXT, "a text in single quotes, or null, for '" + column.written() + "'")
        .text();
  }

  private String compliance() {
    Token token = tokens.expect(Kind.TEXT, "one of " + Compliances.WORDS + " in single quotes");
    return Compliances.named(token.text())
        .map(PolicyCompliance::name)
        .orElseThrow(
            () ->
                tokens.error(
                    "'complianceState' is never %s; it is one of %s"
                        .formatted(token.shown(), Compliances.WORDS)));
  }

  private java.time.Instant time() {
    Token token = tokens.peek();
    if (token.kind() != Kind.VALUE && token.kind() != Kind.TEXT) {
      throw tokens.unexpected("a time such as " + Times.EXAMPLE);
    }
    return Times.parse(PARAMETER, tokens.take().text());
  }

  private PolicyStateFilter compliant(Comparison comparison) {
    boolean truth;
    if (tokens.takes("true")) {
      truth = true;
    } else if (tokens.takes("false")) {
      truth = false;
    } else {
      throw tokens.unexpected("true or false for 'isCompliant'");
    }
    boolean compliant =
        switch (comparison) {
          case EQUAL -> truth;
          case NOT_EQUAL -> !truth;
          case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
              throw tokens.error("'isCompliant' is compared with eq and ne only");
        };
    return new PolicyStateFilter.Text(
        PolicyStateField.COMPLIANCE,
        compliant ? TextOperator.EQUAL : TextOperator.NOT_EQUAL,
        PolicyCompliance.Compliant.name());
  }

  private static PolicyStateFilter text(StateColumn column, Comparison comparison, String value) {
    return new PolicyStateFilter.Text(
        column.field(),
        switch (comparison) {
          case EQUAL -> TextOperator.EQUAL;
          case NOT_EQUAL -> TextOperator.NOT_EQUAL;
          case LESS -> TextOperator.LESS;
          case LESS_OR_EQUAL -> TextOperator.LESS_OR_EQUAL;
          case GREATER -> TextOperator.GREATER;
          case GREATER_OR_EQUAL -> TextOperator.GREATER_OR_EQUAL;
        },
        value);
  }

  private PolicyStateFilter counted(PolicyStateFilter filter) {
    // Leaves room for what the time span of the request adds.
    if (++terms > PolicyStateFilter.MAX_TERMS - 3) {
      throw tokens.error("it has over " + (PolicyStateFilter.MAX_TERMS - 3) + " terms");
    }
    return filter;
  }
}
