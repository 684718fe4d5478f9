/// Conditions: the `if` of a rule and the `existenceCondition` of an effect.
/// [io.fairlead.policy.language.rule.Condition] is the tree as written,
/// [io.fairlead.policy.language.rule.ConditionParser] reads it,
/// [io.fairlead.policy.language.rule.ConditionCompiler] binds it to parameters and makes a
/// [io.fairlead.policy.language.rule.Check] of it, which is asked in a
/// [io.fairlead.policy.language.rule.RuleRun]. What the operators mean is in
/// [io.fairlead.policy.language.rule.Operator] and
/// [io.fairlead.policy.language.rule.Comparisons].
@NullMarked
package io.fairlead.policy.language.rule;

import org.jspecify.annotations.NullMarked;
