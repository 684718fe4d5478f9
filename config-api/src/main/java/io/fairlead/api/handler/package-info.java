/// What the operations do. One class for each kind of resource:
/// [io.fairlead.api.handler.Clusters], [io.fairlead.api.handler.Configurations],
/// [io.fairlead.api.handler.OperationStatuses], [io.fairlead.api.handler.Scopes],
/// [io.fairlead.api.handler.ProviderOperations]; [io.fairlead.api.handler.Policies] for all
/// resources of Azure Policy, with [io.fairlead.api.handler.PolicyReferencesCheck] for what they
/// say of each other; [io.fairlead.api.handler.PolicyStateQueries] for how resources stand to them,
/// [io.fairlead.api.handler.Previews] for what they would do, and
/// [io.fairlead.api.handler.RemediationTasks] for what is to be put right;
/// [io.fairlead.api.handler.ActivityLog] for what was done. Writes that depend on
/// what is stored go through [io.fairlead.api.handler.OptimisticWrite]; every call of the store
/// goes through [io.fairlead.api.work.StoreCalls].
@NullMarked
package io.fairlead.api.handler;

import org.jspecify.annotations.NullMarked;
