/// The rules of the stores that need no database.
@NullMarked
package io.fairlead.store.postgres;

import org.jspecify.annotations.NullMarked;
