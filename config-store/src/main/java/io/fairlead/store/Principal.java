package io.fairlead.store;

/// Who asks for a change.
///
/// @param id what its role assignments name, such as the subject of its tokens; empty where only
///     the name was kept
/// @param name such as a user's or an application's name
/// @param type as ARM words it, such as `User` or `Application`
public record Principal(String id, String name, String type) {
  /// As a resource keeps who made it.
  public static Principal named(String name, String type) {
    return new Principal("", name, type);
  }
}
