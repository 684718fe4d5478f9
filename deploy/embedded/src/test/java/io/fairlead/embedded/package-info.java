@NullMarked
package io.fairlead.embedded;

import org.jspecify.annotations.NullMarked;
