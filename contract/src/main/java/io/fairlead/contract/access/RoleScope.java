package io.fairlead.contract.access;

import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import java.util.List;
import java.util.Locale;

/// Where a role is held: everything, a subscription, a resource group, a cluster or a
/// configuration.
///
/// Two scopes are equal when they differ in letter case only; [#toString()] keeps the case first
/// written. Immutable.
public final class RoleScope {
  /// Everything: `/`.
  public static final RoleScope ROOT = new RoleScope("/");

  private static final int EXTENSION_SEGMENTS = 12;

  private final String value;
  private final String key;

  private RoleScope(String value) {
    this.value = value;
    this.key = value.toLowerCase(Locale.ROOT);
  }

  /// Reads `/`, or the id of a subscription, a resource group, a cluster or a configuration.
  ///
  /// @throws IllegalArgumentException when the text is none of these; the message says what is
  ///     wrong
  public static RoleScope parse(String text) {
    if (text.equals("/")) {
      return ROOT;
    }
    if (text.length() <= ResourceId.MAX_LENGTH
        && text.split("/", -1).length == EXTENSION_SEGMENTS + 1) {
      return new RoleScope(ResourceId.parse(text).toString());
    }
    return new RoleScope(PolicyScope.parse(text).toString());
  }

  /// The lower-case form, equal for equal scopes.
  public String key() {
    return key;
  }

  /// Whether this is everything.
  public boolean isRoot() {
    return key.equals("/");
  }

  /// Whether the other scope is this one, or within it.
  public boolean contains(RoleScope other) {
    return isRoot() || key.equals(other.key) || other.key.startsWith(key + "/");
  }

  /// The scope's segments, such as `subscriptions`, its id, `resourceGroups` and its name; none of
  /// everything.
  public List<String> segments() {
    return isRoot() ? List.of() : List.of(value.substring(1).split("/", -1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoleScope that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
