package io.fairlead.store.secret;

import io.fairlead.contract.id.ResourceId;
import java.util.Map;
import java.util.Optional;

/// Gets secrets to the cluster that they are for, so that nobody else can read them. Thread-safe.
public interface SecretHandover {
  /// Hands nothing over.
  SecretHandover NONE =
      new SecretHandover() {
        private static final String WHY = "secrets cannot be handed to clusters yet";

        @Override
        public Optional<String> hand(ResourceId configuration, Map<String, Secret> secrets) {
          return Optional.of(
              "the configuration was written without its protected settings: " + WHY);
        }

        @Override
        public Optional<String> obstacle() {
          return Optional.of(WHY);
        }
      };

  /// Takes the secrets of a configuration that is about to be written. May block.
  ///
  /// @param secrets by JSON pointer into the properties; not empty
  /// @return why they do not get there, a sentence for people that says nothing of them; empty
  ///     when they do
  Optional<String> hand(ResourceId configuration, Map<String, Secret> secrets);

  /// Why no secret of any configuration gets there, a part of a sentence for people; empty unless
  /// that is known before one is handed over.
  default Optional<String> obstacle() {
    return Optional.empty();
  }
}
