/// The table of operations. Read [io.fairlead.api.operation.Operation] (one row),
/// [io.fairlead.api.operation.Catalog] (all rows), then [io.fairlead.api.operation.Dispatcher],
/// which finds the row for a request and says in ARM's words why there is none.
@NullMarked
package io.fairlead.api.operation;

import org.jspecify.annotations.NullMarked;
