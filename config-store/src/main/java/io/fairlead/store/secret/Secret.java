package io.fairlead.store.secret;

/// A secret in the clear. Kept in memory for as long as it takes to hand it over, and written
/// nowhere.
///
/// @param value the text
public record Secret(String value) {
  /// Says nothing of the text.
  @Override
  public String toString() {
    return "Secret";
  }
}
