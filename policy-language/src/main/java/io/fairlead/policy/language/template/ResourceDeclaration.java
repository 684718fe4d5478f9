package io.fairlead.policy.language.template;

import io.fairlead.policy.language.content.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A resource of a template, as written.
///
/// @param symbol its symbolic name; empty when it has none
/// @param type as written: of a nested resource without its parent's
/// @param condition null for always
/// @param scope what it extends, null when it extends nothing or says so in its type
/// @param copy null for once
/// @param dependsOn resources to write before
/// @param children resources nested in it
/// @param nested the template within, for `Microsoft.Resources/deployments`; else null
/// @param path where it stands in the definition
record ResourceDeclaration(
    String symbol,
    String type,
    Content name,
    @Nullable Content condition,
    @Nullable Content scope,
    @Nullable Copy copy,
    Content dependsOn,
    Content properties,
    List<ResourceDeclaration> children,
    @Nullable Nested nested,
    String path) {
  static final String DEPLOYMENT = "Microsoft.Resources/deployments";

  ResourceDeclaration {
    children = List.copyOf(children);
  }

  /// Makes a resource any number of times.
  record Copy(String name, Content count, String path) {}

  /// A deployment within the deployment.
  ///
  /// @param inner whether its expressions see its own parameters and variables, not those
  /// around
  /// @param subscription where to, null for the same
  /// @param group where to, null for the same
  record Nested(
      Deployment deployment,
      boolean inner,
      @Nullable Content subscription,
      @Nullable Content group) {}
}
