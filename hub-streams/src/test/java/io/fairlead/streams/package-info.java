@NullMarked
package io.fairlead.streams;

import org.jspecify.annotations.NullMarked;
