package io.fairlead.policy.language.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.policy.language.value.Values;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What a rule may ask besides the resource itself. One serves all resources of a resource
/// group.
///
/// @param now the time of the evaluation, so that it comes out the same when it is repeated
/// @param groupLocation of the resource group; empty when not known
/// @param groupTags of the resource group
/// @param subscriptionName as shown to people; empty when not known
/// @param tenantId empty when not known
/// @param apiVersion of the request that is checked, or the newest
/// @param caller who made the request: `idtyp`, `appid` and the like; an empty object when
/// nobody did
public record EvaluationContext(
    Instant now,
    String groupLocation,
    Map<String, String> groupTags,
    String subscriptionName,
    String tenantId,
    String apiVersion,
    JsonNode caller) {
  public EvaluationContext {
    // Sorted, so that what is made of them is the same every time.
    groupTags = Collections.unmodifiableMap(new TreeMap<>(groupTags));
  }

  /// Where nothing is known but the time.
  public static EvaluationContext at(Instant now) {
    return new EvaluationContext(now, "", Map.of(), "", "", "", Values.object());
  }

  /// The same with a resource group.
  public EvaluationContext inGroup(String location, Map<String, String> tags) {
    return new EvaluationContext(
        now, location, tags, subscriptionName, tenantId, apiVersion, caller);
  }

  /// The same with a request.
  public EvaluationContext asked(String version, JsonNode by) {
    return new EvaluationContext(
        now, groupLocation, groupTags, subscriptionName, tenantId, version, by);
  }

  /// What the function `resourceGroup` answers.
  public JsonNode resourceGroup(ResourceId resource) {
    ObjectNode group =
        Values.object()
            .put("id", groupId(resource.subscriptionId(), resource.resourceGroup()))
            .put("name", resource.resourceGroup())
            .put("type", "Microsoft.Resources/resourceGroups")
            .put("location", groupLocation);
    ObjectNode tags = group.putObject("tags");
    groupTags.forEach(tags::put);
    group.putObject("properties").put("provisioningState", "Succeeded");
    return group;
  }

  /// What the function `subscription` answers.
  public JsonNode subscription(ResourceId resource) {
    return Values.object()
        .put("id", "/subscriptions/" + resource.subscriptionId())
        .put("subscriptionId", resource.subscriptionId())
        .put("tenantId", tenantId)
        .put("displayName", subscriptionName);
  }

  /// What the function `requestContext` answers.
  public JsonNode requestContext() {
    return Values.object().put("apiVersion", apiVersion).set("identity", caller);
  }

  /// The id of a resource group.
  public static String groupId(String subscription, String group) {
    return "/subscriptions/" + subscription + "/resourceGroups/" + group;
  }
}
