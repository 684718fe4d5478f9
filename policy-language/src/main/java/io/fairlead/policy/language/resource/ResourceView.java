package io.fairlead.policy.language.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.language.value.LateJson;
import io.fairlead.policy.language.value.Values;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// A resource as rules see it: its id, and its body as the API shows it (`location`, `tags`,
/// `kind`, `identity`, `properties`, …). Immutable as long as nobody changes the body;
/// thread-safe then. Worth keeping for as long as the resource stays as it is: a body that is made
/// late is made once.
public final class ResourceView {
  private final ResourceId id;
  private final String type;
  private final String typeKey;
  private final Supplier<JsonNode> body;

  /// A resource with its body.
  ///
  /// @param body the resource's JSON; what it says of id, name and type is not looked at
  public ResourceView(ResourceId id, JsonNode body) {
    this(id, id.type(), () -> body);
  }

  private ResourceView(ResourceId id, String type, Supplier<JsonNode> body) {
    this.id = id;
    this.type = type;
    this.typeKey = type.toLowerCase(Locale.ROOT);
    this.body = body;
  }

  /// A resource whose body is made when a rule first asks for more than id, name and type: what
  /// that throws, every question that needs the body throws.
  ///
  /// @param body makes the resource's JSON, as it stays
  public static ResourceView late(ResourceId id, Supplier<JsonNode> body) {
    return new ResourceView(id, id.type(), new LateJson(body));
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
    return body.get();
  }

  /// A property of the body itself, such as `location`; a missing node when there is none.
  public JsonNode top(String name) {
    JsonNode value = Values.property(body.get(), name);
    return value == null ? Values.MISSING : value;
  }
}
