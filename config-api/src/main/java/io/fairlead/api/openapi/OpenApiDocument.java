package io.fairlead.api.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.operation.Method;
import io.fairlead.api.operation.Operation;
import io.fairlead.api.operation.Operation.Trait;
import io.fairlead.api.request.Paging;
import io.fairlead.api.resource.ResourceSchemas;
import io.fairlead.api.schema.OpenApi;
import io.fairlead.store.PageRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The OpenAPI 3.1 document, made from the very table that requests are dispatched by and the very
/// schemas that bodies are checked by: it cannot be out of date.
public final class OpenApiDocument {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OpenApiDocument() {}

  /// The document for a table of operations.
  public static ObjectNode of(List<Operation> operations) {
    ObjectNode document = NODES.objectNode().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Fairlead")
        .put("version", "1")
        .put(
            "description",
            "GitOps configuration for fleets of Kubernetes clusters, in the dialect of Azure"
                + " Resource Manager. Fixed segments of paths and names compare"
                + " case-insensitively.");
    document.putArray("security").addObject().putArray("bearer");
    ObjectNode paths = document.putObject("paths");
    for (Operation operation : operations) {
      ObjectNode item = paths.withObject("/" + pointer(operation.path().toString()));
      if (!item.has("parameters")) {
        item.set("parameters", pathParameters(operation));
      }
      item.set(operation.method().name().toLowerCase(Locale.ROOT), describe(operation));
    }
    ObjectNode components = document.putObject("components");
    ObjectNode schemas = OpenApi.components(ResourceSchemas.ALL);
    schemas.setAll(OwnSchemas.all());
    schemas.setAll(InsightsSchemas.all());
    components.set("schemas", schemas);
    components
        .putObject("securitySchemes")
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer");
    return document;
  }

  /// A path as one segment of a JSON pointer.
  private static String pointer(String path) {
    return path.replace("~", "~0").replace("/", "~1");
  }

  private static ArrayNode pathParameters(Operation operation) {
    ArrayNode parameters = NODES.arrayNode();
    for (String name : operation.path().parameters()) {
      ObjectNode schema = NODES.objectNode().put("type", "string");
      if (name.equals("subscriptionId")) {
        schema.put("format", "uuid");
      }
      parameter(parameters, name, "path", true, null, schema);
    }
    return parameters;
  }

  private static ObjectNode describe(Operation operation) {
    Operation.Doc doc = operation.doc();
    ObjectNode node =
        NODES.objectNode().put("operationId", operation.id()).put("summary", doc.summary());
    node.putArray("tags").add(doc.tag());
    ArrayNode parameters = node.putArray("parameters");
    ObjectNode versions = NODES.objectNode().put("type", "string");
    ArrayNode accepted = versions.putArray("enum");
    operation.versions().accepted().forEach(accepted::add);
    parameter(parameters, "api-version", "query", true, null, versions);
    doc.traits().stream().sorted().forEach(trait -> parameters(trait, parameters));
    String request = doc.requestSchema();
    if (request != null) {
      ObjectNode content = content(request);
      if (operation.method() == Method.PATCH) {
        content.set("application/merge-patch+json", content.get("application/json").deepCopy());
      }
      node.putObject("requestBody").put("required", true).set("content", content);
    }
    ObjectNode responses = node.putObject("responses");
    doc.responses()
        .forEach(
            (status, response) ->
                responses.set(status.toString(), response(operation, status, response)));
    ObjectNode error = responses.putObject("default");
    error.put("description", "An error");
    error.set("headers", headers("x-ms-request-id"));
    error.set("content", content("ErrorResponse"));
    return node;
  }

  private static void parameters(Trait trait, ArrayNode parameters) {
    switch (trait) {
      case Conditional -> {
        parameter(
            parameters,
            "If-Match",
            "header",
            false,
            "Strong ETags, or *: the resource must be in one of these states",
            NODES.objectNode().put("type", "string"));
        ObjectNode star = NODES.objectNode().put("type", "string");
        star.putArray("enum").add("*");
        parameter(
            parameters, "If-None-Match", "header", false, "*: the resource must not exist", star);
      }
      case Paged -> {
        parameter(
            parameters,
            "$top",
            "query",
            false,
            "Most entries of a page",
            NODES
                .objectNode()
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", PageRequest.MAX_TOP)
                .put("default", Paging.DEFAULT_SIZE));
        parameter(
            parameters,
            "$skipToken",
            "query",
            false,
            "Taken from the nextLink of the page before",
            NODES.objectNode().put("type", "string"));
      }
      case Filtered ->
          parameter(
              parameters,
              "$filter",
              "query",
              false,
              "One condition, in the forms that Azure documents",
              NODES.objectNode().put("type", "string"));
      case Queried -> queryOptions(parameters);
      case Forcible ->
          parameter(
              parameters,
              "forceDelete",
              "query",
              false,
              "Do not wait for the cluster",
              NODES.objectNode().put("type", "boolean").put("default", false));
      case Tagged, LongRunning, Static, Narrowed -> {
        // Nothing that a client sends.
      }
    }
  }

  private static void queryOptions(ArrayNode parameters) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("$top", "Most rows, those of following pages included");
    options.put("$filter", "Conditions on columns, with and, or, not, in, and functions");
    options.put("$orderby", "Columns, each with asc or desc");
    options.put("$select", "Columns");
    options.put("$from", "Not what was decided before");
    options.put("$to", "Not what was decided after");
    options.put("$skiptoken", "Taken from the @odata.nextLink of the page before");
    options.forEach(
        (name, description) ->
            parameter(
                parameters,
                name,
                "query",
                false,
                description,
                NODES.objectNode().put("type", name.equals("$top") ? "integer" : "string")));
  }

  private static ObjectNode response(Operation operation, int status, Operation.Response response) {
    ObjectNode node = NODES.objectNode().put("description", response.description());
    ObjectNode headers = headers("x-ms-request-id");
    if (operation.doc().traits().contains(Trait.Tagged)) {
      headers.setAll(headers("ETag"));
    }
    boolean mayRun = operation.doc().traits().contains(Trait.LongRunning);
    if (mayRun && status != 204) {
      headers.setAll(
          headers("Azure-AsyncOperation", "Operation-Location", "x-ms-async-operation-timeout"));
    }
    if (mayRun && status == 202) {
      headers.setAll(headers("Location", "Retry-After"));
    }
    node.set("headers", headers);
    String schema = response.schema();
    if (schema != null) {
      node.set("content", content(schema));
    }
    return node;
  }

  private static ObjectNode headers(String... names) {
    ObjectNode headers = NODES.objectNode();
    for (String name : names) {
      headers.putObject(name).putObject("schema").put("type", "string");
    }
    return headers;
  }

  private static ObjectNode content(String schema) {
    ObjectNode content = NODES.objectNode();
    content
        .putObject("application/json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/" + schema);
    return content;
  }

  private static void parameter(
      ArrayNode parameters,
      String name,
      String in,
      boolean required,
      @Nullable String description,
      ObjectNode schema) {
    ObjectNode parameter =
        parameters.addObject().put("name", name).put("in", in).put("required", required);
    if (description != null) {
      parameter.put("description", description);
    }
    parameter.set("schema", schema);
  }
}
