/// From a configuration of Flux v1 (`sourceControlConfigurations`) to the objects that run its
/// operator. Plain functions of their arguments: nothing here talks to a cluster.
///
/// Read [io.fairlead.agent.operator.OperatorObjects] first: it has the order of everything. Then
/// [io.fairlead.agent.operator.OperatorSpec], which reads a configuration's properties, with the
/// two languages that stand in them: [io.fairlead.contract.operator.OperatorParams] (flags of
/// fluxd) and [io.fairlead.contract.operator.HelmValues] (arguments of `helm`). The objects are
/// made by [io.fairlead.agent.operator.Rbac], [io.fairlead.agent.operator.GitSecrets],
/// [io.fairlead.agent.operator.FluxDeployment], [io.fairlead.agent.operator.Memcached] and
/// [io.fairlead.agent.operator.HelmOperator]; the last three say what runs and leave the form to
/// [io.fairlead.agent.operator.Workload].
@NullMarked
package io.fairlead.agent.operator;

import org.jspecify.annotations.NullMarked;
