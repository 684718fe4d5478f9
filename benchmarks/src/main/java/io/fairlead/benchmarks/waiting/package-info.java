/// Waiting for what takes its time, with a limit and a reason: that is
/// [io.fairlead.benchmarks.waiting.Waiting].
@NullMarked
package io.fairlead.benchmarks.waiting;

import org.jspecify.annotations.NullMarked;
