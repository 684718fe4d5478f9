/// The resource types of this API, each described once: [ResourceSchemas] names them all. What a
/// body may be is in [ConnectedClusterSchema], [FluxConfigurationSchema] and
/// [SourceControlConfigurationSchema]; the forms of their strings in [Formats], [SourceUrl],
/// [KnownHosts]; rules that concern several properties in the classes called `…Rules`.
/// What Azure Policy knows is in the
/// classes called `Policy…`; [DefinitionCheck] looks over a rule. [ResourceRenderer] writes what
// GET returns.
@NullMarked
package io.fairlead.api.resource;

import org.jspecify.annotations.NullMarked;
