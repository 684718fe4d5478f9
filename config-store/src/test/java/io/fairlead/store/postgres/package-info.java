/// The rules of the stores, and how their reads are bounded.
@NullMarked
package io.fairlead.store.postgres;

import org.jspecify.annotations.NullMarked;
