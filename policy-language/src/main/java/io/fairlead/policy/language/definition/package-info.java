/// The parts of a policy definition around its conditions and its template:
/// [io.fairlead.policy.language.definition.ParameterDeclaration] with the values it takes,
/// [io.fairlead.policy.language.definition.Effect], and
/// [io.fairlead.policy.language.definition.Details], what an effect that asks for other
/// resources says of them. [io.fairlead.policy.language.PolicyDefinition] puts them together.
@NullMarked
package io.fairlead.policy.language.definition;

import org.jspecify.annotations.NullMarked;
