/// The Fairlead that is measured: [io.fairlead.benchmarks.hub.Hub] runs one,
/// [io.fairlead.benchmarks.hub.Clusters] registers clusters in it,
/// [io.fairlead.benchmarks.hub.Configurations] writes configurations by the hundred thousand, and
/// [io.fairlead.benchmarks.hub.ApiClient] uses its API. [io.fairlead.benchmarks.hub.GatewayProcess]
/// is one more gateway of it, and [io.fairlead.benchmarks.hub.UpProcess] a whole one as a user
/// starts it. What processes take of the machine tells [io.fairlead.benchmarks.hub.ProcessWatch].
@NullMarked
package io.fairlead.benchmarks.hub;

import org.jspecify.annotations.NullMarked;
