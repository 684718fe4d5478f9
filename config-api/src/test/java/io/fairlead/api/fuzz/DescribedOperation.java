package io.fairlead.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One operation as the document describes it.
///
/// @param id its `operationId`
/// @param method in upper case
/// @param path the template
/// @param parameters those of query and headers
/// @param body the schema of its body; null when it takes none
/// @param contentTypes those of the body
/// @param answers the component schema of each declared status; null for an answer without body
record DescribedOperation(
    String id,
    String method,
    String path,
    List<JsonNode> parameters,
    @Nullable JsonNode body,
    List<String> contentTypes,
    Map<Integer, @Nullable String> answers) {
  private static final String COMPONENTS = "#/components/schemas/";

  /// All that a document describes, in its order.
  static List<DescribedOperation> of(JsonNode document) {
    List<DescribedOperation> all = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        entry -> {
                          if (!entry.getKey().equals("parameters")) {
                            all.add(read(path.getKey(), entry.getKey(), entry.getValue()));
                          }
                        }));
    return List.copyOf(all);
  }

  private static DescribedOperation read(String path, String method, JsonNode operation) {
    List<JsonNode> parameters = new ArrayList<>();
    operation.path("parameters").forEach(parameters::add);
    JsonNode content = operation.at("/requestBody/content");
    List<String> types = new ArrayList<>();
    content.fieldNames().forEachRemaining(types::add);
    Map<Integer, @Nullable String> answers = new LinkedHashMap<>();
    operation
        .path("responses")
        .properties()
        .forEach(
            answer -> {
              if (!answer.getKey().equals("default")) {
                answers.put(Integer.valueOf(answer.getKey()), component(answer.getValue()));
              }
            });
    return new DescribedOperation(
        operation.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        List.copyOf(parameters),
        types.isEmpty() ? null : content.path(types.getFirst()).path("schema"),
        List.copyOf(types),
        answers);
  }

  private static @Nullable String component(JsonNode answer) {
    JsonNode schema = answer.path("content").path("application/json").path("schema");
    return schema.isMissingNode()
        ? null
        : schema.path("$ref").asText().substring(COMPONENTS.length());
  }

  /// The schema that a reference leads to, or the schema itself.
  static JsonNode resolve(JsonNode components, JsonNode schema) {
    return schema.has("$ref")
        ? components.required(schema.path("$ref").asText().substring(COMPONENTS.length()))
        : schema;
  }

  /// The api-versions it accepts.
  List<String> versions() {
    List<String> versions = new ArrayList<>();
    for (JsonNode parameter : parameters) {
      if (parameter.path("name").asText().equals("api-version")) {
        parameter.at("/schema/enum").forEach(version -> versions.add(version.asText()));
      }
    }
    return versions;
  }
}
