package io.fairlead.agent.object;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// An object as it has to be.
///
/// @param body everything but `apiVersion`, `kind` and the parts of `metadata` that say where it is
///     and whose it is, which whoever applies it adds; it may have `metadata.labels` and
///     `metadata.annotations` of its own. Fields that another value than the default would matter
///     in are always given, so that a change by hand shows. Not to be modified
public record DesiredObject(ObjectRef ref, ObjectNode body) {}
