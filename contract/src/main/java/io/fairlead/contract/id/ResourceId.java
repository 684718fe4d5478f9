package io.fairlead.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An Azure Resource Manager id of a cluster, or of a configuration that extends a cluster.
///
/// Two ids are equal when they differ in letter case only; [#toString()] keeps the case first
/// written.
/// [#key()] is the lower-case form used wherever ids are compared, stored as keys or hashed.
/// Immutable.
public final class ResourceId {
  /// The longest id accepted, in characters.
  public static final int MAX_LENGTH = 1024;

  private static final int MAX_SEGMENT = 260;
  private static final boolean[] FORBIDDEN = forbiddenInSegments("/\\%?#&<>*:\u007f");
  private static final int CLUSTER_SEGMENTS = 8;
  private static final int EXTENSION_SEGMENTS = 12;

  private final String value;
  private final String key;
  private final List<String> segments;

  private ResourceId(String value, String key, List<String> segments) {
    this.value = value;
    this.key = key;
    this.segments = segments;
  }

  /// Reads an id such as `/subscriptions/S/resourceGroups/G/providers/N/T/NAME`, optionally
  /// followed by
  /// `/providers/N/T/NAME` of a resource that extends it.
  ///
  /// @throws IllegalArgumentException when the text has another form; the message says what is
  /// wrong
  @JsonCreator
  public static ResourceId parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a resource id has at most " + MAX_LENGTH + " characters, this one " + text.length());
    }
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a resource id begins with '/': " + text);
    }
    List<String> segments = List.of(text.substring(1).split("/", -1));
    if (segments.size() != CLUSTER_SEGMENTS && segments.size() != EXTENSION_SEGMENTS) {
      throw new IllegalArgumentException(
          "a resource id has 8 segments, or 12 for an extension resource: " + text);
    }
    expect(text, segments, 0, "subscriptions");
    expect(text, segments, 2, "resourceGroups");
    expect(text, segments, 4, "providers");
    if (segments.size() == EXTENSION_SEGMENTS) {
      expect(text, segments, 8, "providers");
    }
    for (String segment : segments) {
      if (!isSegment(segment)) {
        throw new IllegalArgumentException(
            "a segment of a resource id has 1 to 260 characters and none of / \\ % ? # & < > * : :"
                + " "
                + text);
      }
    }
    return new ResourceId(text, text.toLowerCase(Locale.ROOT), segments);
  }

  private static void expect(String text, List<String> segments, int index, String word) {
    if (!segments.get(index).equalsIgnoreCase(word)) {
      throw new IllegalArgumentException(
          "segment " + (index + 1) + " of a resource id is '" + word + "': " + text);
    }
  }

  /// Which characters of ASCII no segment has: those of control, and these.
  private static boolean[] forbiddenInSegments(String these) {
    boolean[] forbidden = new boolean[128];
    Arrays.fill(forbidden, 0, ' ', true);
    these.chars().forEach(c -> forbidden[c] = true);
    return forbidden;
  }

  /// Whether the text can be one segment of an id.
  static boolean isSegment(String text) {
    // A loop: every key of every record comes by here.
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < FORBIDDEN.length && FORBIDDEN[c]) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_SEGMENT;
  }

  /// The id of a cluster.
  ///
  /// @param type the provider and type, such as `Microsoft.Kubernetes/connectedClusters`
  public static ResourceId cluster(
      String subscription, String resourceGroup, String type, String name) {
    return parse(
        "/subscriptions/"
            + subscription
            + "/resourceGroups/"
            + resourceGroup
            + "/providers/"
            + type
            + "/"
            + name);
  }

  /// The id of a resource that extends this one.
  ///
  /// @param type the provider and type, such as
  /// `Microsoft.KubernetesConfiguration/fluxConfigurations`
  public ResourceId extension(String type, String name) {
    return parse(value + "/providers/" + type + "/" + name);
  }

  /// The lower-case form, equal for equal ids.
  public String key() {
    return key;
  }

  public String subscriptionId() {
    return segments.get(1);
  }

  public String resourceGroup() {
    return segments.get(3);
  }

  /// The type of the resource itself, provider included, as written.
  public String type() {
    int provider = segments.size() - 3;
    return segments.get(provider) + "/" + segments.get(provider + 1);
  }

  /// The last segment, as written.
  public String name() {
    return segments.getLast();
  }

  /// Whether this is a resource that extends a cluster.
  public boolean isExtension() {
    return segments.size() == EXTENSION_SEGMENTS;
  }

  /// The cluster that this resource extends; empty for a cluster's own id.
  public Optional<ResourceId> parent() {
    return isExtension() ? Optional.of(extended()) : Optional.empty();
  }

  private ResourceId extended() {
    return new ResourceId(
        clusterPart(value), clusterPart(key), segments.subList(0, CLUSTER_SEGMENTS));
  }

  /// Cut out, not put together again: every configuration is asked for its cluster many times.
  private static String clusterPart(String extension) {
    int end = 0;
    for (int segment = 0; segment < CLUSTER_SEGMENTS; segment++) {
      end = extension.indexOf('/', end + 1);
    }
    return extension.substring(0, end);
  }

  /// The cluster: the resource itself, or the one it extends.
  public ResourceId cluster() {
    return isExtension() ? extended() : this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceId that && key.equals(that.key);
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
