/// What an agent holds, and how a gateway's frames change it. No network, no file, no framework.
///
/// Read [io.fairlead.session.desired.HeldConfiguration], then
/// [io.fairlead.session.desired.StateChange] and [io.fairlead.session.desired.HeldState] (the whole
/// state as a fold over changes), [io.fairlead.session.desired.FramePlanner] (what a frame does),
/// [io.fairlead.session.desired.RemovalGuard] (what a new epoch may not do), and
/// [io.fairlead.session.desired.DesiredState], which commits a plan to a
/// [io.fairlead.session.desired.DesiredStateStore] before anybody hears of it.
@NullMarked
package io.fairlead.session.desired;

import org.jspecify.annotations.NullMarked;
