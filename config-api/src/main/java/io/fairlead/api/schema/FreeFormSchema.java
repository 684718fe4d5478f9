package io.fairlead.api.schema;

/// An object whose content is passed on as it is.
///
/// @param maxBytes longest canonical text, in bytes of UTF-8
public record FreeFormSchema(int maxBytes) implements Schema {}
