/// Which of several agents of one cluster is the one that acts: the one that holds the lease.
///
/// Read [io.fairlead.agent.lease.Tenure] (until when an agent may write), then
/// [io.fairlead.agent.lease.TenureLock] (how it learns that) and
/// [io.fairlead.agent.lease.Candidacy] (how it comes to hold the lease).
@NullMarked
package io.fairlead.agent.lease;

import org.jspecify.annotations.NullMarked;
