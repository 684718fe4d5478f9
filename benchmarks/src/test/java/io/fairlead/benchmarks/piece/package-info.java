@NullMarked
package io.fairlead.benchmarks.piece;

import org.jspecify.annotations.NullMarked;
