@NullMarked
package io.fairlead.local;

import org.jspecify.annotations.NullMarked;
