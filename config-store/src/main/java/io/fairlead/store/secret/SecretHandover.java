package io.fairlead.store.secret;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.secret.ProtectedSetting;
import java.util.Map;
import java.util.Optional;

/// Gets secrets to the cluster that they are for, so that nobody else can read them. Thread-safe.
public interface SecretHandover {
  /// Has the store seal them to the key of their cluster as it writes the configuration, where it
  /// knows the key and the incarnation.
  SecretHandover SEALED =
      (configuration, secrets) -> {
        for (Map.Entry<String, Secret> entry : secrets.entrySet()) {
          Optional<ProtectedSetting> setting = ProtectedSetting.ofPointer(entry.getKey());
          if (setting.isEmpty()) {
            return Optional.of("There is no protected setting '%s'.".formatted(entry.getKey()));
          }
          try {
            var _ = setting.get().bytes(entry.getValue().value());
          } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
          }
        }
        return Optional.empty();
      };

  /// Hands nothing over: for where nothing can be sealed.
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

  /// Takes the secrets of a configuration that is about to be written. May block. Those that it
  /// takes are sealed in the transaction that writes the configuration.
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
