package io.fairlead.api.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Schemas of answers that are no resources with a body.
final class OwnSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OwnSchemas() {}

  static ObjectNode all() {
    ObjectNode all = NODES.objectNode();
    all.set(
        "Subscription",
        object(
            strings(
                "id",
                "subscriptionId",
                "tenantId",
                "displayName",
                "state",
                "authorizationSource")));
    all.set("SubscriptionList", list("Subscription"));
    all.set("OperationStatus", operationStatus());
    all.set("OperationStatusList", list("OperationStatus"));
    all.set("ProviderOperation", providerOperation());
    all.set("RoleDefinition", roleDefinition());
    all.set("RoleDefinitionList", list("RoleDefinition"));
    all.set("ProviderOperationList", list("ProviderOperation"));
    return all;
  }

  private static ObjectNode operationStatus() {
    ObjectNode properties = strings("id", "name");
    properties
        .putObject("status")
        .put("type", "string")
        .putArray("enum")
        .add("Running")
        .add("Succeeded")
        .add("Failed")
        .add("Canceled");
    properties.putObject("startTime").put("type", "string").put("format", "date-time");
    properties.putObject("endTime").put("type", "string").put("format", "date-time");
    properties.putObject("properties").put("type", "object");
    properties.putObject("error").put("$ref", "#/components/schemas/ErrorDetail");
    return object(properties);
  }

  private static ObjectNode roleDefinition() {
    ObjectNode permission = NODES.objectNode();
    for (String lines : List.of("actions", "notActions", "dataActions", "notDataActions")) {
      permission.set(lines, strings());
    }
    ObjectNode properties = strings("roleName", "type", "description");
    properties.set("assignableScopes", strings());
    properties.putObject("permissions").put("type", "array").set("items", object(permission));
    ObjectNode role = strings("id", "name", "type");
    role.set("properties", object(properties));
    return object(role);
  }

  /// Any number of strings.
  private static ObjectNode strings() {
    ObjectNode array = NODES.objectNode().put("type", "array");
    array.putObject("items").put("type", "string");
    return array;
  }

  private static ObjectNode providerOperation() {
    ObjectNode properties = strings("name", "origin");
    properties.putObject("isDataAction").put("type", "boolean");
    properties.set("display", object(strings("provider", "resource", "operation", "description")));
    return object(properties);
  }

  private static ObjectNode strings(String... names) {
    ObjectNode properties = NODES.objectNode();
    for (String name : names) {
      properties.putObject(name).put("type", "string");
    }
    return properties;
  }

  private static ObjectNode object(ObjectNode properties) {
    ObjectNode schema = NODES.objectNode().put("type", "object");
    schema.set("properties", properties);
    return schema;
  }

  private static ObjectNode list(String entry) {
    ObjectNode properties = NODES.objectNode();
    ObjectNode value = properties.putObject("value").put("type", "array");
    value.putObject("items").put("$ref", "#/components/schemas/" + entry);
    properties.putObject("nextLink").put("type", "string");
    ObjectNode list = object(properties);
    list.putArray("required").add("value");
    return list;
  }
}
