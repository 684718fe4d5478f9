/// What a caller may do. [io.fairlead.api.access.Permission] is what an operation needs,
/// [io.fairlead.api.access.Access] decides, by the roles that the caller's token brings and those
/// that are assigned to it ([io.fairlead.api.access.AssignedRoles]), and answers
/// [io.fairlead.api.access.Allowed].
@NullMarked
package io.fairlead.api.access;

import org.jspecify.annotations.NullMarked;
