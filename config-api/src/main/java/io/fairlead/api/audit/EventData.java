package io.fairlead.api.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.resource.ResourceRenderer;
import io.fairlead.contract.event.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Entries of the audit log in the shape of Azure's activity log (`EventData` of
/// `Microsoft.Insights`, api-version 2015-04-01).
public final class EventData {
  /// All that an event may have.
  public static final List<String> PROPERTIES =
      List.of(
          "authorization",
          "caller",
          "category",
          "channels",
          "claims",
          "correlationId",
          "description",
          "eventDataId",
          "eventName",
          "eventTimestamp",
          "httpRequest",
          "id",
          "level",
          "operationId",
          "operationName",
          "properties",
          "resourceGroupName",
          "resourceId",
          "resourceProviderName",
          "resourceType",
          "status",
          "subStatus",
          "submissionTimestamp",
          "subscriptionId",
          "tenantId");

  private static final String CLAIMS = "http://schemas.microsoft.com/identity/claims/";
  private static final String NAME = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name";
  private static final String ACTION = "action";

  /// .NET counts tenths of microseconds from the year 1.
  private static final long TICKS_AT_EPOCH = 621_355_968_000_000_000L;

  private static final long TICKS_A_SECOND = 10_000_000;

  private static final Map<Integer, String> STATUSES =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(204, "NoContent"),
          Map.entry(400, "BadRequest"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "NotFound"),
          Map.entry(408, "RequestTimeout"),
          Map.entry(409, "Conflict"),
          Map.entry(412, "PreconditionFailed"),
          Map.entry(413, "RequestEntityTooLarge"),
          Map.entry(415, "UnsupportedMediaType"),
          Map.entry(429, "TooManyRequests"),
          Map.entry(500, "InternalServerError"),
          Map.entry(501, "NotImplemented"),
          Map.entry(503, "ServiceUnavailable"),
          Map.entry(504, "GatewayTimeout"));

  private EventData() {}

  /// An entry.
  public static ObjectNode render(AuditEntry entry) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    String[] segments = entry.resourceId().substring(1).split("/", -1);
    String provider = entry.action().substring(0, entry.action().indexOf('/'));
    String at = entry.at().toString();
    event
        .putObject("authorization")
        .put(ACTION, entry.action())
        .put("role", entry.caller().role())
        .put("scope", entry.resourceId());
    event.put("caller", entry.caller().name());
    named(event, "category", "Administrative", "Administrative");
    event.put("channels", "Operation");
    claims(event.putObject("claims"), entry.caller());
    event.put("correlationId", entry.request().correlationId()).put("description", "");
    event.put("eventDataId", entry.id().toString());
    named(event, "eventName", "EndRequest", "End request");
    event.put("eventTimestamp", at);
    event
        .putObject("httpRequest")
        .put("clientRequestId", entry.request().clientId())
        .put("clientIpAddress", entry.request().clientAddress())
        .put("method", entry.request().method());
    event.put(
        "id", "%s/events/%s/ticks/%d".formatted(entry.resourceId(), entry.id(), ticks(entry.at())));
    event.put("level", entry.succeeded() ? "Informational" : "Error");
    event.put("operationId", entry.request().id());
    named(event, "operationName", entry.action(), entry.action());
    properties(event.putObject("properties"), entry);
    event.put("resourceGroupName", resourceGroup(segments)).put("resourceId", entry.resourceId());
    named(event, "resourceProviderName", provider, provider);
    named(event, "resourceType", type(entry.action()), type(entry.action()));
    String outcome = entry.succeeded() ? "Succeeded" : "Failed";
    named(event, "status", outcome, outcome);
    String status = word(entry.status());
    named(
        event, "subStatus", status, "%s (HTTP Status Code: %d)".formatted(status, entry.status()));
    return event
        .put("submissionTimestamp", at)
        .put("subscriptionId", segments[1])
        .put("tenantId", ResourceRenderer.TENANT_ID);
  }

  private static void named(ObjectNode event, String property, String value, String localized) {
    event.putObject(property).put("value", value).put("localizedValue", localized);
  }

  private static void claims(ObjectNode claims, AuditEntry.Caller caller) {
    claims
        .put(CLAIMS + "objectidentifier", caller.id())
        .put(NAME, caller.name())
        .put("idtyp", caller.type().equals("User") ? "user" : "app");
    if (!caller.token().isEmpty()) {
      claims.put("jti", caller.token());
    }
  }

  /// Texts only, as in Azure.
  private static void properties(ObjectNode properties, AuditEntry entry) {
    properties
        .put("statusCode", word(entry.status()))
        .put("serviceRequestId", entry.request().id())
        .put("eventCategory", "Administrative");
    put(properties, "errorCode", entry.errorCode());
    put(properties, "generationBefore", entry.generationBefore());
    put(properties, "generationAfter", entry.generationAfter());
  }

  private static void put(ObjectNode properties, String name, @Nullable Object value) {
    if (value != null) {
      properties.put(name, value.toString());
    }
  }

  private static String word(int status) {
    return STATUSES.getOrDefault(status, Integer.toString(status));
  }

  private static String resourceGroup(String[] segments) {
    return segments.length > 3 && segments[2].equalsIgnoreCase("resourceGroups") ? segments[3] : "";
  }

  /// Without what is done to it.
  private static String type(String action) {
    String type = parent(action);
    return action.endsWith("/" + ACTION) ? parent(type) : type;
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private static long ticks(Instant at) {
    return TICKS_AT_EPOCH + at.getEpochSecond() * TICKS_A_SECOND + at.getNano() / 100;
  }
}
