/// What policies decide, on its way from the policy engine to the store. Start with
/// [io.fairlead.contract.policy.Deployment], which changes a configuration and leaves
/// [io.fairlead.contract.policy.ManagedBy] on it; [io.fairlead.contract.policy.PolicyVerdict] says
/// how a resource stands to a policy.
@NullMarked
package io.fairlead.contract.policy;

import org.jspecify.annotations.NullMarked;
