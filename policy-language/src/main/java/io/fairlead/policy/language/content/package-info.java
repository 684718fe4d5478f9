/// JSON with expressions in it, at any place and in names of properties too.
/// [io.fairlead.policy.language.content.Content] is the tree,
/// [io.fairlead.policy.language.content.ContentParser] reads it,
/// [io.fairlead.policy.language.content.ContentEvaluator] makes plain JSON of it.
@NullMarked
package io.fairlead.policy.language.content;

import org.jspecify.annotations.NullMarked;
