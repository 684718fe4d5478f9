package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A resource as the store has it.
///
/// @param id as first written
/// @param name last segment of the id, as first written
/// @param etag the strong entity tag, with its quotes
/// @param body the normalised body of an accepted request: `properties`, and for tracked resources
///     `location`, `tags`, `identity`, `kind`; never changed
/// @param systemData who and when
public record StoredResource(
    String id, String name, String etag, ObjectNode body, SystemData systemData) {}
