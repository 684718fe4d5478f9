package io.fairlead.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The Azure Resource Manager id of a resource of Azure Policy:
/// `{scope}/providers/Microsoft.Authorization/{type}/{name}`.
///
/// Two ids are equal when they differ in letter case only; [#toString()] keeps the case first
/// written. Immutable.
public final class PolicyId {
  private static final String PROVIDERS = "/providers/" + PolicyType.PROVIDER + "/";
  private static final String PROVIDERS_KEY = PROVIDERS.toLowerCase(Locale.ROOT);

  private final PolicyScope scope;
  private final PolicyType type;
  private final String name;
  // Asked for with every evaluation of every cluster.
  private final String value;
  private final String key;

  private PolicyId(PolicyScope scope, PolicyType type, String name) {
    this.scope = scope;
    this.type = type;
    this.name = name;
    this.value = scope + PROVIDERS + type.typeName() + "/" + name;
    this.key = value.toLowerCase(Locale.ROOT);
  }

  /// The id of that name.
  ///
  /// @throws IllegalArgumentException when no segment of an id can be the name
  public static PolicyId of(PolicyScope scope, PolicyType type, String name) {
    if (!ResourceId.isSegment(name)) {
      throw new IllegalArgumentException(
          "a name has 1 to 260 characters and none of / \\ % ? # & < > * :");
    }
    return new PolicyId(scope, type, name);
  }

  /// Reads an id.
  ///
  /// @throws IllegalArgumentException when the text has another form; the message says what is
  ///     wrong
  @JsonCreator
  public static PolicyId parse(String text) {
    int provider = text.toLowerCase(Locale.ROOT).lastIndexOf(PROVIDERS_KEY);
    if (provider < 0) {
      throw new IllegalArgumentException(
          "the id of a policy has the form {scope}/providers/Microsoft.Authorization/{type}/{name}: "
              + text);
    }
    String[] last = text.substring(provider + PROVIDERS.length()).split("/", -1);
    PolicyType type =
        PolicyType.named(last[0])
            .orElseThrow(
                () -> new IllegalArgumentException("no resource type of Azure Policy: " + text));
    if (last.length != 2) {
      throw new IllegalArgumentException("one name follows the type: " + text);
    }
    return of(PolicyScope.parse(text.substring(0, provider)), type, last[1]);
  }

  /// Where it is.
  public PolicyScope scope() {
    return scope;
  }

  public PolicyType type() {
    return type;
  }

  /// The last segment, as written.
  public String name() {
    return name;
  }

  /// The lower-case form, equal for equal ids.
  public String key() {
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyId that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  @JsonValue
  public String toString() {
    return value;
  }
}
