package io.fairlead.policy.language.template;

import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.expression.Folding;
import org.jspecify.annotations.Nullable;

/// What a template's parameter is given.
sealed interface Argument {
  /// Where it stands in the definition.
  String path();

  /// A value.
  record Value(Content content, String path) implements Argument {}

  /// A reference to a Key Vault.
  ///
  /// @param version null when none is named
  record Secret(Content vault, Content name, @Nullable Content version, String path)
      implements Argument {}

  /// The same with parameters of the policy put in.
  default Argument fold(Folding folding) {
    return switch (this) {
      case Value(Content content, String path) -> new Value(content.fold(folding), path);
      case Secret(Content vault, Content name, @Nullable Content version, String path) ->
          new Secret(
              vault.fold(folding),
              name.fold(folding),
              version == null ? null : version.fold(folding),
              path);
    };
  }
}
