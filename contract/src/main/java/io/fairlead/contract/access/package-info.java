/// Who may do what: [io.fairlead.contract.access.RoleScope] (where),
/// [io.fairlead.contract.access.BuiltInRole] (what), [io.fairlead.contract.access.Grant] (both),
/// and [io.fairlead.contract.access.AccessTokenClaims], what the hub's own access tokens say.
@NullMarked
package io.fairlead.contract.access;

import org.jspecify.annotations.NullMarked;
