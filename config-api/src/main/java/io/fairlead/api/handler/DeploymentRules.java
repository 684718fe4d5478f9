package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmError;
import io.fairlead.api.json.BodyReader;
import io.fairlead.api.json.ParsedBody;
import io.fairlead.api.resource.FluxConfigurationSchema;
import io.fairlead.api.resource.SourceControlConfigurationSchema;
import io.fairlead.api.schema.ResourceSchema;
import io.fairlead.api.schema.Secrets;
import io.fairlead.api.schema.Violation;
import io.fairlead.api.schema.Violations;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.store.DeploymentCheck;
import io.fairlead.store.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Holds what policies deploy to the rules of a PUT. Immutable and safe for use by many threads.
public record DeploymentRules() implements DeploymentCheck {
  private static final int MOST_SHOWN = 5;
  private static final List<ResourceSchema> SCHEMAS =
      List.of(FluxConfigurationSchema.SCHEMA, SourceControlConfigurationSchema.SCHEMA);

  @Override
  public Outcome check(ResourceId configuration, JsonNode properties, Map<String, Secret> secrets) {
    Optional<ResourceSchema> known = schema(configuration);
    if (known.isEmpty()) {
      return new Outcome.Refused(
          "A policy can deploy "
              + SCHEMAS.stream().map(ResourceSchema::type).collect(Collectors.joining(" and "))
              + ", not "
              + configuration.type()
              + ".");
    }
    ResourceSchema schema = known.get();
    Optional<ArmError> name = schema.checkName(configuration.name());
    if (name.isPresent()) {
      return new Outcome.Refused(name.get().message());
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("properties", properties);
    return switch (BodyReader.STANDARD.read(Json.write(body))) {
      case ParsedBody.Refused(ArmError error) -> new Outcome.Refused(error.message());
      case ParsedBody.Parsed(ObjectNode parsed) -> check(schema, configuration, parsed, secrets);
    };
  }

  private static Outcome check(
      ResourceSchema schema,
      ResourceId configuration,
      ObjectNode body,
      Map<String, Secret> secrets) {
    return switch (schema.create(configuration.name(), body)) {
      case io.fairlead.api.schema.Outcome.Refused(Violations violations) ->
          new Outcome.Refused(message(violations));
      case io.fairlead.api.schema.Outcome.Accepted accepted when accepted.secrets().present() ->
          new Outcome.Refused(inTheClear(accepted.secrets()));
      case io.fairlead.api.schema.Outcome.Accepted accepted when secrets.isEmpty() ->
          accepted(accepted);
      case io.fairlead.api.schema.Outcome.Accepted _ ->
          switch (schema.create(configuration.name(), with(body, secrets))) {
            case io.fairlead.api.schema.Outcome.Refused(Violations violations) ->
                new Outcome.Refused(message(violations));
            case io.fairlead.api.schema.Outcome.Accepted accepted -> accepted(accepted);
          };
    };
  }

  private static Outcome accepted(io.fairlead.api.schema.Outcome.Accepted accepted) {
    return new Outcome.Accepted(accepted.body().withObject("properties"));
  }

  /// The body as it is with its secrets, which the schema takes out again.
  private static ObjectNode with(ObjectNode body, Map<String, Secret> secrets) {
    ObjectNode whole = body.deepCopy();
    ObjectNode settings =
        whole.withObject("/properties").get("configurationProtectedSettings")
                instanceof ObjectNode given
            ? given
            : whole.withObject("/properties").putObject("configurationProtectedSettings");
    secrets.forEach(
        (pointer, secret) ->
            settings.put(pointer.substring(pointer.lastIndexOf('/') + 1), secret.value()));
    return whole;
  }

  private static String inTheClear(Secrets secrets) {
    return "Protected settings are not taken in the clear: "
        + String.join(", ", secrets.values().keySet())
        + ". Give them to the assignment as references to secrets.";
  }

  @Override
  public Optional<String> changeProblem(
      ResourceId configuration, ObjectNode stored, ObjectNode accepted) {
    return schema(configuration)
        .flatMap(schema -> schema.changeProblem(body(stored), body(accepted)))
        .map(DeploymentRules::message);
  }

  private static ObjectNode body(ObjectNode properties) {
    return JsonNodeFactory.instance.objectNode().set("properties", properties);
  }

  private static Optional<ResourceSchema> schema(ResourceId configuration) {
    return SCHEMAS.stream()
        .filter(schema -> schema.type().equalsIgnoreCase(configuration.type()))
        .findFirst();
  }

  private static String message(Violations violations) {
    int more = violations.list().size() + violations.unlisted() - MOST_SHOWN;
    return violations.list().stream()
            .limit(MOST_SHOWN)
            .map(Violation::message)
            .collect(Collectors.joining(" "))
        + (more > 0 ? " And %d more.".formatted(more) : "");
  }
}
