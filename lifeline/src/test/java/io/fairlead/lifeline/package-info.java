@NullMarked
package io.fairlead.lifeline;

import org.jspecify.annotations.NullMarked;
