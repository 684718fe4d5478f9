/// Protected settings: which there are, how they travel, and what binds one to its place. Start
/// with
/// [io.fairlead.contract.secret.ProtectedSetting]; a state of a configuration names the ones that
/// belong to it as [io.fairlead.contract.secret.ProtectedVersions], and
/// [io.fairlead.contract.secret.SealedSettings] carries them to gateways.
@NullMarked
package io.fairlead.contract.secret;

import org.jspecify.annotations.NullMarked;
