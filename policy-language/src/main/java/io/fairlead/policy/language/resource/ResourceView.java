package io.fairlead.policy.language.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.language.value.Values;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A resource as rules see it: its id, and its body as the API shows it (`location`, `tags`,
/// `kind`, `identity`, `properties`, …). Immutable as long as nobody changes the body;
/// thread-safe then. Worth keeping for as long as the resource stays as it is.
public final class ResourceView {
  private final ResourceId id;
  private final String type;
  private final String typeKey;
  private final JsonNode body;

  /// A resource with its body.
  ///
  /// @param body the resource's JSON; what it says of id, name and type is not looked at
  public ResourceView(ResourceId id, JsonNode body) {
    this.id = id;
    this.type = id.type();
    this.typeKey = type.toLowerCase(Locale.ROOT);
    this.body = body;
  }

  /// A resource that is known by no more than this.
  public static ResourceView of(ResourceId id, String location, Map<String, String> tags) {
    ObjectNode body = Values.object().put("location", location);
    if (!tags.isEmpty()) {
      ObjectNode named = body.putObject("tags");
      // Sorted, so that what is made of them is the same every time.
      new TreeMap<>(tags).forEach(named::put);
    }
    return new ResourceView(id, body);
  }

  public ResourceId id() {
    return id;
  }

  /// As the id writes it, such as `Microsoft.Kubernetes/connectedClusters`.
  public String type() {
    return type;
  }

  /// Whether the body says it is of that kind, whatever the letter case.
  public boolean isOfKind(String kind) {
    return kind.equalsIgnoreCase(top("kind").asText());
  }

  /// The type in lower case.
  String typeKey() {
    return typeKey;
  }

  JsonNode body() {
    return body;
  }

  /// A property of the body itself, such as `location`; a missing node when there is none.
  public JsonNode top(String name) {
    JsonNode value = Values.property(body, name);
    return value == null ? Values.MISSING : value;
  }
}
