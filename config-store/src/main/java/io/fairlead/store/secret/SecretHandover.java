package io.fairlead.store.secret;

import io.fairlead.contract.id.ResourceId;
import java.util.Map;
import java.util.Optional;

/// Gets secrets to the cluster that they are for, so that nobody else can read them. Thread-safe.
public interface SecretHandover {
  /// Hands nothing over.
  SecretHandover NONE =
      (configuration, secrets) ->
          Optional.of(
              "the configuration was written without its protected settings: secrets cannot be"
                  + " handed to clusters yet");

  /// Takes the secrets of a configuration that is about to be written. May block.
  ///
  /// @param secrets by JSON pointer into the properties; not empty
  /// @return why they do not get there, a sentence for people that says nothing of them; empty
  ///     when they do
  Optional<String> hand(ResourceId configuration, Map<String, Secret> secrets);
}
