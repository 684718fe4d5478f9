/// What the store asks of policies.
@NullMarked
package io.fairlead.api.policy;

import org.jspecify.annotations.NullMarked;
