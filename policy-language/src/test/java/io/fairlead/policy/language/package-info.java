/// The language as specifications. Most of them are lines in `src/test/resources/cases`, one
/// case a line; [io.fairlead.policy.language.Cases] reads them and
/// [io.fairlead.policy.language.Samples] is what they are about.
@NullMarked
package io.fairlead.policy.language;

import org.jspecify.annotations.NullMarked;
