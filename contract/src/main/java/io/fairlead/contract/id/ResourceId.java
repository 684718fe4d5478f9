package io.fairlead.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
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
  private final boolean extension;

  private ResourceId(String value, String key, boolean extension) {
    this.value = value;
    this.key = key;
    this.extension = extension;
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
    // Nothing is cut out: whoever takes in records reads thousands of ids a second.
    int[] starts = starts(text);
    int segments = starts.length - 1;
    expect(text, starts, 0, "subscriptions");
    expect(text, starts, 2, "resourceGroups");
    expect(text, starts, 4, "providers");
    if (segments == EXTENSION_SEGMENTS) {
      expect(text, starts, 8, "providers");
    }
    for (int segment = 0; segment < segments; segment++) {
      if (!isSegment(text, starts[segment], starts[segment + 1] - 1)) {
        throw new IllegalArgumentException(
            "a segment of a resource id has 1 to 260 characters and none of / \\ % ? # & < > * : :"
                + " "
                + text);
      }
    }
    return new ResourceId(text, text.toLowerCase(Locale.ROOT), segments == EXTENSION_SEGMENTS);
  }

  /// Where each segment starts, and where one behind the last would.
  private static int[] starts(String text) {
    int[] starts = new int[EXTENSION_SEGMENTS + 1];
    int segments = 0;
    int slash = 0;
    while (slash >= 0 && segments < EXTENSION_SEGMENTS) {
      starts[segments++] = slash + 1;
      slash = text.indexOf('/', slash + 1);
    }
    if (slash >= 0 || (segments != CLUSTER_SEGMENTS && segments != EXTENSION_SEGMENTS)) {
      throw new IllegalArgumentException(
          "a resource id has 8 segments, or 12 for an extension resource: " + text);
    }
    starts[segments] = text.length() + 1;
    return Arrays.copyOf(starts, segments + 1);
  }

  private static void expect(String text, int[] starts, int index, String word) {
    int length = starts[index + 1] - 1 - starts[index];
    if (length != word.length()
        || !text.regionMatches(true, starts[index], word, 0, word.length())) {
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
    return isSegment(text, 0, text.length());
  }

  private static boolean isSegment(String text, int from, int end) {
    // A loop: every key of every record comes by here.
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c < FORBIDDEN.length && FORBIDDEN[c]) {
        return false;
      }
    }
    return from < end && end - from <= MAX_SEGMENT;
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
    return segments(1, 1);
  }

  public String resourceGroup() {
    return segments(3, 1);
  }

  /// The type of the resource itself, provider included, as written.
  public String type() {
    return segments((extension ? EXTENSION_SEGMENTS : CLUSTER_SEGMENTS) - 3, 2);
  }

  /// The last segment, as written.
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  private String segments(int first, int count) {
    int start = end(value, first) + 1;
    return value.substring(start, end(value, first + count));
  }

  /// Where so many segments from the beginning are over, of which there are more.
  private static int end(String text, int segments) {
    int end = 0;
    for (int segment = 0; segment < segments; segment++) {
      end = text.indexOf('/', end + 1);
    }
    return end;
  }

  /// Whether this is a resource that extends a cluster.
  public boolean isExtension() {
    return extension;
  }

  /// The cluster that this resource extends; empty for a cluster's own id.
  public Optional<ResourceId> parent() {
    return isExtension() ? Optional.of(extended()) : Optional.empty();
  }

  /// Cut out, not put together again: every configuration is asked for its cluster many times.
  private ResourceId extended() {
    return new ResourceId(clusterPart(value), clusterPart(key), false);
  }

  private static String clusterPart(String extension) {
    return extension.substring(0, end(extension, CLUSTER_SEGMENTS));
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
