/// How fast, how big and how cheap Fairlead is, beside what the same machine does with the bare
/// parts in the same run: the command `./fairlead bench`.
///
/// [io.fairlead.benchmarks.BenchMain] runs one [io.fairlead.benchmarks.Benchmark] after another,
/// each with its own [io.fairlead.benchmarks.Bench]. They are in `work`, and stand on `hub` (the
/// Fairlead that is measured), `fleet` (thousands of its agents), `load` (its users), `floor`
/// (the bare parts) and `piece` (parts of Fairlead alone); what they find is in `result`.
@NullMarked
package io.fairlead.benchmarks;

import org.jspecify.annotations.NullMarked;
