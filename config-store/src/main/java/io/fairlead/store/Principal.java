package io.fairlead.store;

/// Who asks for a change.
///
/// @param name such as a user's or an application's name
/// @param type as ARM words it, such as `User` or `Application`
public record Principal(String name, String type) {}
