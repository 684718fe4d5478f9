/// How a configuration fares, from what is seen of its objects. Plain functions of plain values: no
/// clock, no Kubernetes client, no framework.
///
/// Read [io.fairlead.agent.status.ObjectHealth], which follows the rules of kstatus for one object,
/// then [io.fairlead.agent.status.FluxVerdict] and [io.fairlead.agent.status.OperatorVerdict] for a
/// whole configuration.
@NullMarked
package io.fairlead.agent.status;

import org.jspecify.annotations.NullMarked;
