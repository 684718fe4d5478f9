@NullMarked
package io.fairlead.benchmarks.result;

import org.jspecify.annotations.NullMarked;
