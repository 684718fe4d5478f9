/// ARM template expressions: the strings in square brackets. Read
/// [io.fairlead.policy.language.expression.Expression], the typed tree, first; then
/// [io.fairlead.policy.language.expression.Lexer] and
/// [io.fairlead.policy.language.expression.ExpressionParser], which make it;
/// [io.fairlead.policy.language.expression.Folding], which puts parameters in and works out
/// beforehand what can be; and [io.fairlead.policy.language.expression.Evaluator] with the
/// [io.fairlead.policy.language.expression.Surroundings] it asks.
@NullMarked
package io.fairlead.policy.language.expression;

import org.jspecify.annotations.NullMarked;
