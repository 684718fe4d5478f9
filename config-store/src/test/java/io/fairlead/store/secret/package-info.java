/// Tests of where secrets are found.
@NullMarked
package io.fairlead.store.secret;

import org.jspecify.annotations.NullMarked;
