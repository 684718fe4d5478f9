/// The values of the language are Jackson's nodes, never changed once made. What the language
/// says of them: [io.fairlead.policy.language.value.Values] makes and reads them,
/// [io.fairlead.policy.language.value.Equality] and
/// [io.fairlead.policy.language.value.Ordering] compare them,
/// [io.fairlead.policy.language.value.Measure] bounds them.
@NullMarked
package io.fairlead.policy.language.value;

import org.jspecify.annotations.NullMarked;
