@NullMarked
package io.fairlead.benchmarks.load;

import org.jspecify.annotations.NullMarked;
