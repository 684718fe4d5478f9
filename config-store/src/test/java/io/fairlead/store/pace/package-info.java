@NullMarked
package io.fairlead.store.pace;

import org.jspecify.annotations.NullMarked;
