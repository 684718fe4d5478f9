@NullMarked
package io.fairlead.conformance;

import org.jspecify.annotations.NullMarked;
