/// What an agent does about what happens: inputs in, actions out; no network, no clock, no thread.
///
/// Read [io.fairlead.session.core.ConnectionState], then [io.fairlead.session.core.SessionCore];
/// [io.fairlead.session.core.BackOff] and [io.fairlead.session.core.ReportWindow] have one job
/// each.
@NullMarked
package io.fairlead.session.core;

import org.jspecify.annotations.NullMarked;
