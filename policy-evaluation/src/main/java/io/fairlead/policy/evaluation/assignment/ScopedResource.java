package io.fairlead.policy.evaluation.assignment;

import io.fairlead.contract.id.ResourceId;
import java.util.List;
import java.util.Locale;

/// A resource as scopes and selectors see it.
///
/// @param scopes the keys of the subscription, the resource group and the cluster that it is in or
///     is, the widest first
/// @param type in lower case
/// @param location in lower case and without blanks; empty for what has none
public record ScopedResource(List<String> scopes, String type, String location) {
  public ScopedResource {
    scopes = List.copyOf(scopes);
  }

  /// The resource of that id.
  ///
  /// @param location as written; empty for none
  public static ScopedResource of(ResourceId id, String location) {
    String subscription = "/subscriptions/" + id.subscriptionId().toLowerCase(Locale.ROOT);
    return new ScopedResource(
        List.of(
            subscription,
            subscription + "/resourcegroups/" + id.resourceGroup().toLowerCase(Locale.ROOT),
            id.cluster().key()),
        id.type().toLowerCase(Locale.ROOT),
        normalized(location));
  }

  /// A resource that extends this one, and has no location.
  ///
  /// @param extension its type, in any letter case
  public ScopedResource extendedBy(String extension) {
    return new ScopedResource(scopes, extension.toLowerCase(Locale.ROOT), "");
  }

  /// Locations compare without blanks and whatever the letter case: `East US 2` is `eastus2`.
  static String normalized(String location) {
    return location.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  /// The key of the subscription.
  public String subscription() {
    return scopes.getFirst();
  }
}
