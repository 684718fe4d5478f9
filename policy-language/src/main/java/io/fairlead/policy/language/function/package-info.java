/// The functions of the language whose answer depends on their arguments alone, by Azure's
/// documented semantics. [io.fairlead.policy.language.function.Functions] is the table of them;
/// [io.fairlead.policy.language.function.Arguments] is what a function sees. What asks its
/// surroundings (`parameters`, `field`, `resourceGroup`, …) or evaluates lazily (`if`) is part
/// of the expression instead.
@NullMarked
package io.fairlead.policy.language.function;

import org.jspecify.annotations.NullMarked;
