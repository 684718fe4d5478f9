package io.fairlead.policy.language.limit;

/// The limits of the language. Where Azure documents one ("policy rule limits", "template
/// limits") it is Azure's, so that what Azure takes is taken here.
public final class Limits {
  /// The text in a definition, names of properties included, in characters.
  public static final int DEFINITION_CHARACTERS = 1024 * 1024;

  /// The nodes of a definition.
  public static final int DEFINITION_NODES = 65_536;

  /// How deep the JSON of a definition nests.
  public static final int DEFINITION_DEPTH = 64;

  /// Parameters of a definition.
  public static final int PARAMETERS = 20;

  /// Parameters of an initiative.
  public static final int INITIATIVE_PARAMETERS = 400;

  /// The text of one expression, brackets included, in characters.
  public static final int EXPRESSION_LENGTH = 81_920;

  /// How deep calls and indexes nest in an expression.
  public static final int EXPRESSION_DEPTH = 64;

  /// Function calls in all expressions of a rule.
  public static final int FUNCTION_CALLS = 2048;

  /// Arguments of one call.
  public static final int ARGUMENTS = 128;

  /// Conditions in `if`.
  public static final int IF_CONDITIONS = 4096;

  /// Conditions in `existenceCondition`.
  public static final int THEN_CONDITIONS = 128;

  /// `count` over a field, for each array.
  public static final int FIELD_COUNTS_PER_ARRAY = 5;

  /// `count` over a value, for each rule.
  public static final int VALUE_COUNTS = 10;

  /// Rounds of a `count` over a value, those of the counts around it included.
  public static final int VALUE_COUNT_ROUNDS = 100;

  /// The text a function returns, in characters.
  public static final int TEXT = 131_072;

  /// How deep a value nests that a function returns.
  public static final int VALUE_DEPTH = 128;

  /// The nodes of a value that a function returns.
  public static final int VALUE_NODES = 32_768;

  /// All text within a value that a function returns, names of properties included, in
  /// characters.
  public static final int VALUE_CHARACTERS = 1024 * 1024;

  /// Elements of a `range`.
  public static final int RANGE = 10_000;

  /// Rounds of a `copy` in a template.
  public static final int COPY = 800;

  /// Resources a deployment makes, nested deployments included.
  public static final int RESOURCES = 800;

  /// Parameters, and likewise variables, of a template.
  public static final int TEMPLATE_PARAMETERS = 256;

  /// Templates within templates.
  public static final int NESTED_TEMPLATES = 5;

  /// Steps for one evaluation of a rule or of an existence condition.
  public static final int RULE_STEPS = 200_000;

  /// Steps for binding parameters, and for one evaluation of a deployment.
  public static final int DEPLOYMENT_STEPS = 1_000_000;

  private Limits() {}
}
