/// Who sends the requests: [io.fairlead.benchmarks.load.ClosedLoop] to find out how much is done at
/// most, [io.fairlead.benchmarks.load.OpenLoop] to find out how long users wait.
@NullMarked
package io.fairlead.benchmarks.load;

import org.jspecify.annotations.NullMarked;
