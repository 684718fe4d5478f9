/// How users of the measured Fairlead speak to it: [io.fairlead.benchmarks.api.ApiClient] uses its
/// API, [io.fairlead.benchmarks.api.Bodies] is what they write, and
/// [io.fairlead.benchmarks.api.Policy] what they want of many clusters.
@NullMarked
package io.fairlead.benchmarks.api;

import org.jspecify.annotations.NullMarked;
