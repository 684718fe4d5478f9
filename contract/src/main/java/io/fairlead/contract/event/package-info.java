/// What travels on Kafka. Desired state: [io.fairlead.contract.event.ClusterState],
/// [io.fairlead.contract.event.ConfigurationState], [io.fairlead.contract.event.PolicyState] and
/// [io.fairlead.contract.event.Publication], written by the store, and so is who asked for it,
/// [io.fairlead.contract.event.AuditEntry]. What happens at the edge:
/// [io.fairlead.contract.event.SessionEvent] and
/// [io.fairlead.contract.event.Report], written by gateways.
@NullMarked
package io.fairlead.contract.event;

import org.jspecify.annotations.NullMarked;
