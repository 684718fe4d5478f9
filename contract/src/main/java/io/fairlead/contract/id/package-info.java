/// Names and versions. [io.fairlead.contract.id.ResourceId] is the one type for ARM ids;
/// [io.fairlead.contract.id.ConfigurationVersion] says which state of a configuration is meant.
@NullMarked
package io.fairlead.contract.id;

import org.jspecify.annotations.NullMarked;
