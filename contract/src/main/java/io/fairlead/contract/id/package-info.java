/// Names and versions. [io.fairlead.contract.id.ResourceId] is the one type for ARM ids of clusters
/// and what configures them; [io.fairlead.contract.id.ConfigurationVersion] says which state of a
/// configuration is meant. [io.fairlead.contract.id.PolicyId] is the one type for ids of Azure
/// Policy, whose resources are at a [io.fairlead.contract.id.PolicyScope].
@NullMarked
package io.fairlead.contract.id;

import org.jspecify.annotations.NullMarked;
