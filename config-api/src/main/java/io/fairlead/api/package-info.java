/// The ARM HTTP API: the only way in for people and tools, and the only process that hosts the
/// store.
///
/// Read in this order: [io.fairlead.api.operation] (the table of all operations: paths, methods,
/// api-versions, documentation), [io.fairlead.api.handler] (what each of them does),
/// [io.fairlead.api.schema] (what bodies may say), [io.fairlead.api.resource] (what answers look
/// like), [io.fairlead.api.status] (why a configuration is pending), and last
/// [io.fairlead.api.http] (the edge: headers, limits, sign-in, timeouts).
///
/// Of policies: [io.fairlead.api.policy] (all of them in memory, and what they deny),
/// [io.fairlead.api.preview] (what an assignment would do), [io.fairlead.api.odata] (how states are
/// asked for). [io.fairlead.api.audit] sees to it that what was asked for is recorded.
/// [io.fairlead.api.work] says where work is done.
@NullMarked
package io.fairlead.api;

import org.jspecify.annotations.NullMarked;
