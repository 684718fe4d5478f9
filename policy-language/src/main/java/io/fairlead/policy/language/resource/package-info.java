/// What a rule is asked about. [io.fairlead.policy.language.resource.ResourceView] is a
/// resource as the language sees it; [io.fairlead.policy.language.resource.FieldSelector] is a
/// field's name, read once, and [io.fairlead.policy.language.resource.FieldReader] applies it.
/// [io.fairlead.policy.language.resource.CountScope] knows which member of an array a `count`
/// around a field has in hand.
@NullMarked
package io.fairlead.policy.language.resource;

import org.jspecify.annotations.NullMarked;
