/// What benchmarks find, and how it is shown. Read [io.fairlead.benchmarks.result.Figure] first,
/// then [io.fairlead.benchmarks.result.Outcome]; [io.fairlead.benchmarks.result.Table] is for
/// people, [io.fairlead.benchmarks.result.ResultFile] for programs.
@NullMarked
package io.fairlead.benchmarks.result;

import org.jspecify.annotations.NullMarked;
