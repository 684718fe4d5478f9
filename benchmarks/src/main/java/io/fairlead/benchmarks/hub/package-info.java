/// The Fairlead that is measured: [io.fairlead.benchmarks.hub.Hub] runs one,
/// [io.fairlead.benchmarks.hub.Clusters] registers clusters in it, and
/// [io.fairlead.benchmarks.hub.ApiClient] uses its API. What its processes take of the machine
/// tells [io.fairlead.benchmarks.hub.ProcessWatch]; how far it has come, its
/// [io.fairlead.benchmarks.hub.Topics] and [io.fairlead.benchmarks.hub.Deliveries].
@NullMarked
package io.fairlead.benchmarks.hub;

import org.jspecify.annotations.NullMarked;
