package io.fairlead.store.secret;

/// Where secrets are found. May block. Thread-safe.
public interface SecretProvider {
  /// Finds none.
  SecretProvider NONE =
      reference ->
          new Answer.Missing(
              "no secret provider is set up here (fairlead.store.secrets-dir is not set)");

  /// Looks for a secret as it is now.
  Answer find(SecretReference reference);

  /// What was found.
  sealed interface Answer {
    record Found(Secret secret) implements Answer {}

    /// It cannot be had.
    ///
    /// @param why a part of a sentence for people; never anything of a secret
    record Missing(String why) implements Answer {}
  }
}
