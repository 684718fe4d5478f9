package io.fairlead.contract.id;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where a policy is in force: a subscription, a resource group or a cluster.
///
/// Two scopes are equal when they differ in letter case only; [#toString()] keeps the case first
/// written. Immutable.
public final class PolicyScope {
  private static final int SUBSCRIPTION = 2;
  private static final int RESOURCE_GROUP = 4;
  private static final int CLUSTER = 8;

  private final String value;
  private final String key;
  private final List<String> segments;

  private PolicyScope(String value, List<String> segments) {
    this.value = value;
    this.key = value.toLowerCase(Locale.ROOT);
    this.segments = segments;
  }

  /// Reads `/subscriptions/S`, `/subscriptions/S/resourceGroups/G` or the id of a cluster.
  ///
  /// @throws IllegalArgumentException when the text has another form; the message says what is
  ///     wrong
  public static PolicyScope parse(String text) {
    if (text.length() > ResourceId.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a scope has at most "
              + ResourceId.MAX_LENGTH
              + " characters, this one "
              + text.length());
    }
    List<String> segments =
        text.startsWith("/") ? List.of(text.substring(1).split("/", -1)) : List.of();
    boolean wellFormed =
        switch (segments.size()) {
          case SUBSCRIPTION -> begins(segments, "subscriptions", 0);
          case RESOURCE_GROUP ->
              begins(segments, "subscriptions", 0) && begins(segments, "resourceGroups", 2);
          // Says itself what is wrong with it.
          case CLUSTER -> ResourceId.parse(text).key().length() > 0;
          default -> false;
        };
    if (!wellFormed || !segments.stream().allMatch(ResourceId::isSegment)) {
      throw new IllegalArgumentException(
          "a scope is a subscription, a resource group or a cluster: " + text);
    }
    return new PolicyScope(text, segments);
  }

  private static boolean begins(List<String> segments, String word, int index) {
    return segments.get(index).equalsIgnoreCase(word);
  }

  /// The lower-case form, equal for equal scopes.
  public String key() {
    return key;
  }

  public String subscriptionId() {
    return segments.get(1);
  }

  /// The subscription itself.
  public PolicyScope subscription() {
    return upTo(SUBSCRIPTION);
  }

  /// The resource group; empty for a subscription.
  public Optional<String> resourceGroup() {
    return segments.size() >= RESOURCE_GROUP ? Optional.of(segments.get(3)) : Optional.empty();
  }

  /// The cluster; empty for a subscription and a resource group.
  public Optional<ResourceId> cluster() {
    return segments.size() == CLUSTER ? Optional.of(ResourceId.parse(value)) : Optional.empty();
  }

  /// This scope and those that contain it, the widest first.
  public List<PolicyScope> path() {
    List<PolicyScope> path = new ArrayList<>();
    for (int size : new int[] {SUBSCRIPTION, RESOURCE_GROUP, CLUSTER}) {
      if (size <= segments.size()) {
        path.add(upTo(size));
      }
    }
    return path;
  }

  private PolicyScope upTo(int size) {
    List<String> kept = segments.subList(0, size);
    return new PolicyScope("/" + String.join("/", kept), kept);
  }

  /// Whether the other scope is this one, or within it.
  public boolean contains(PolicyScope other) {
    return other.path().contains(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyScope that && key.equals(that.key);
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
