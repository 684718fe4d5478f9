/// Policies in the API's own memory: [io.fairlead.api.policy.PolicySnapshots] keeps all of them, as
/// current as the question asks for; [io.fairlead.api.policy.DenyCheck] asks them whether a write
/// may be.
@NullMarked
package io.fairlead.api.policy;

import org.jspecify.annotations.NullMarked;
