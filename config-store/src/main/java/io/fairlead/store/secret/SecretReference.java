package io.fairlead.store.secret;

import org.jspecify.annotations.Nullable;

/// Names a secret.
///
/// @param vault the vault's name
/// @param name the secret's name in there
/// @param version null for the newest
public record SecretReference(String vault, String name, @Nullable String version) {
  private static final int LONGEST = 128;

  /// For people.
  @Override
  public String toString() {
    return "secret '" + shown(name) + "' of vault '" + shown(vault) + "'";
  }

  private static String shown(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
