/// How fast, how big and how cheap Fairlead is, beside what the same machine does with the bare
/// parts in the same run: the command `./fairlead bench`.
///
/// [io.fairlead.benchmarks.Runner] runs one [io.fairlead.benchmarks.Benchmark] after another, each
/// with its own [io.fairlead.benchmarks.Bench]; those of one [io.fairlead.benchmarks.Turn] have the
/// same hub. They are in `work`, and stand on `hub` (the Fairlead that is measured, as processes),
/// `store` (its tables), `api` (its API), `fleet` (thousands of its agents), `load` (its users),
/// `floor` (the bare parts) and `piece` (parts of Fairlead alone); what they find is in `result`.
@NullMarked
package io.fairlead.benchmarks;

import org.jspecify.annotations.NullMarked;
