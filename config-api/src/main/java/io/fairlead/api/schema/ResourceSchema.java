package io.fairlead.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.json.CanonicalJson;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Violation.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything this API knows of one resource type before it meets the database: what its name and
/// its body may be, and what PUT and PATCH make of a body. Immutable and safe for use by many
/// threads.
///
/// @param type provider and type, such as `Microsoft.KubernetesConfiguration/fluxConfigurations`
/// @param name what the last segment of its id may be
/// @param body what PUT takes and GET returns; PATCH takes a part of it
/// @param maxBytes longest canonical text of the stored body, in bytes of UTF-8
public record ResourceSchema(String type, StringSchema name, ObjectSchema body, int maxBytes) {

  /// What is wrong with a resource's name, if anything.
  public Optional<ArmError> checkName(String candidate) {
    var findings = new Findings(candidate);
    var holder = JsonNodeFactory.instance.objectNode();
    Validator.validate(
        ObjectSchema.of("Name", Property.of("name", name).mandatory()),
        holder.put("name", candidate),
        findings);
    return findings.none()
        ? Optional.empty()
        : Optional.of(
            ArmError.of(
                ArmErrorCode.InvalidResourceName,
                findings.toViolations().list().getFirst().message(),
                "name"));
  }

  /// A PUT to a name that holds nothing yet.
  ///
  /// @param resourceName last segment of the id
  /// @param request the body sent
  public Outcome create(String resourceName, JsonNode request) {
    return finish(new Findings(resourceName), request, request, null, false);
  }

  /// A PUT over a resource that exists. What the request leaves out has its default again; secrets
  /// are the exception.
  ///
  /// @param resourceName last segment of the id
  /// @param stored the body of an earlier [Outcome.Accepted]
  /// @param request the body sent
  public Outcome replace(String resourceName, ObjectNode stored, JsonNode request) {
    return finish(new Findings(resourceName), request, request, stored, false);
  }

  /// A PATCH: the request is merged into what is stored, and the whole is checked.
  ///
  /// @param resourceName last segment of the id
  /// @param stored the body of an earlier [Outcome.Accepted]
  /// @param request the body sent
  public Outcome patch(String resourceName, ObjectNode stored, JsonNode request) {
    var findings = new Findings(resourceName);
    var merged =
        request instanceof ObjectNode patch
            ? PatchShape.apply(body, stored, patch, findings)
            : request;
    return finish(findings, merged, request, stored, true);
  }

  /// What forbids to replace one stored body by another.
  ///
  /// @param stored the body of an earlier [Outcome.Accepted]
  /// @param accepted the body of a later one
  public Optional<Violations> changeProblem(ObjectNode stored, ObjectNode accepted) {
    var findings = new Findings("");
    ChangeRules.check(body, stored, accepted, false, findings);
    return findings.none() ? Optional.empty() : Optional.of(findings.toViolations());
  }

  private Outcome finish(
      Findings findings,
      JsonNode document,
      JsonNode request,
      @Nullable ObjectNode stored,
      boolean patch) {
    var normalised = Validator.validate(body, document, findings);
    var secrets = Secrets.takeOut(body, normalised, request);
    if (stored != null) {
      ChangeRules.check(body, stored, normalised, patch, findings);
    }
    var size = CanonicalJson.size(normalised);
    if (size > maxBytes) {
      findings.add(
          Kind.OutOfRange,
          JsonPath.ROOT,
          "The resource would have %d bytes; at most %d are allowed.".formatted(size, maxBytes));
    }
    if (!findings.none()) {
      return new Outcome.Refused(findings.toViolations());
    }
    return new Outcome.Accepted(
        normalised, secrets, stored == null || !CanonicalJson.same(stored, normalised));
  }
}
