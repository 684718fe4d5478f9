/// How much a definition may be and do. [io.fairlead.policy.language.limit.Limits] are the
/// numbers; [io.fairlead.policy.language.limit.Fuel] counts the steps of an evaluation, so that
/// it ends the same way on every machine.
@NullMarked
package io.fairlead.policy.language.limit;

import org.jspecify.annotations.NullMarked;
