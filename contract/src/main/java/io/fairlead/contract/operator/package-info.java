/// The small languages in the settings of Flux v1 operators, which whoever takes a configuration
/// and whoever makes it real have to read alike: what one of them refuses, the other must not
/// accept.
///
/// Read [io.fairlead.contract.operator.OperatorParams] (flags of fluxd) and
/// [io.fairlead.contract.operator.HelmValues] (arguments of `helm install`), both lines of
/// [io.fairlead.contract.operator.Words]; then [io.fairlead.contract.operator.OperatorName].
@NullMarked
package io.fairlead.contract.operator;

import org.jspecify.annotations.NullMarked;
