/// Who sends the requests: [io.fairlead.benchmarks.load.ClosedLoop] to find out how much is done at
/// most, [io.fairlead.benchmarks.load.OpenLoop] to find out how long users wait.
/// [io.fairlead.benchmarks.load.Listing] reads a list to its end.
@NullMarked
package io.fairlead.benchmarks.load;

import org.jspecify.annotations.NullMarked;
