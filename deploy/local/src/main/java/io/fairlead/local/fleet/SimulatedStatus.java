package io.fairlead.local.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.session.desired.HeldConfiguration;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a simulated cluster says of a configuration. Everything it says is made up, and says so. A
/// source on a host that ends in `.invalid` does not exist, so a configuration of one fails: that
/// is
/// how a failure is asked for.
final class SimulatedStatus {
  private static final String V1 = "sourcecontrolconfigurations";
  private static final Map<String, String> SOURCES =
      Map.of(
          "GitRepository", "gitRepository",
          "Bucket", "bucket",
          "AzureBlob", "azureBlob",
          "OCIRepository", "ociRepository");

  /// The state of one thing.
  private record Verdict(Compliance compliance, String reason, String message) {
    static final Verdict APPLIED =
        new Verdict(
            Compliance.Compliant,
            "SimulatedReconciliationSucceeded",
            "simulated: applied as desired");
    static final Verdict SUSPENDED =
        new Verdict(Compliance.Suspended, "SimulatedSuspended", "simulated: suspended as asked");

    static Verdict failed(String host) {
      return new Verdict(
          Compliance.NonCompliant,
          "SimulatedSourceFailed",
          "simulated: the source cannot be fetched: there is no host " + host);
    }

    String word() {
      return compliance == Compliance.NonCompliant ? "Non-Compliant" : compliance.name();
    }
  }

  private SimulatedStatus() {}

  /// The status of a configuration that is wanted.
  static ConfigurationStatus of(HeldConfiguration configuration, Instant now) {
    return configuration.id().type().toLowerCase(Locale.ROOT).endsWith(V1)
        ? sourceControl(configuration, now)
        : flux(configuration, now);
  }

  private static ConfigurationStatus sourceControl(HeldConfiguration configuration, Instant now) {
    Verdict verdict =
        missingHost(configuration.properties().path("repositoryUrl"))
            .map(Verdict::failed)
            .orElse(Verdict.APPLIED);
    return status(configuration, verdict, now, null, null);
  }

  private static ConfigurationStatus flux(HeldConfiguration configuration, Instant now) {
    JsonNode properties = configuration.properties();
    String kind = properties.path("sourceKind").asText("GitRepository");
    JsonNode source = properties.path(SOURCES.getOrDefault(kind, "gitRepository"));
    Verdict verdict =
        properties.path("suspend").asBoolean(false)
            ? Verdict.SUSPENDED
            : missingHost(source.path("url")).map(Verdict::failed).orElse(Verdict.APPLIED);
    ArrayNode objects = JsonNodeFactory.instance.arrayNode();
    String namespace = properties.path("namespace").asText("default");
    String name = configuration.id().name();
    objects.add(object(kind, name, namespace, name, verdict, now));
    for (String key : (Iterable<String>) properties.path("kustomizations")::fieldNames) {
      objects.add(object("Kustomization", name + "-" + key, namespace, name, verdict, now));
    }
    String revision =
        verdict.compliance() == Compliance.Compliant ? revision(configuration, source) : null;
    return status(configuration, verdict, now, revision, objects);
  }

  private static ConfigurationStatus status(
      HeldConfiguration configuration,
      Verdict verdict,
      Instant now,
      @Nullable String revision,
      @Nullable JsonNode objects) {
    boolean applied = verdict.compliance() == Compliance.Compliant;
    return new ConfigurationStatus(
        configuration.version(),
        verdict.compliance(),
        verdict.message(),
        now,
        applied ? now : null,
        revision,
        revision == null ? null : now,
        null,
        objects);
  }

  private static ObjectNode object(
      String kind, String name, String namespace, String by, Verdict verdict, Instant now) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("name", name).put("namespace", namespace).put("kind", kind);
    object.put("complianceState", verdict.word());
    object.putObject("appliedBy").put("name", by).put("namespace", namespace);
    object
        .putArray("statusConditions")
        .addObject()
        .put("type", "Ready")
        .put("status", verdict.compliance() == Compliance.Compliant ? "True" : "False")
        .put("reason", verdict.reason())
        .put("message", verdict.message())
        .put("lastTransitionTime", now.toString());
    return object;
  }

  /// A revision that nobody fetched: as many zeros as make the generation 40 digits long.
  private static String revision(HeldConfiguration configuration, JsonNode source) {
    JsonNode reference = source.path("repositoryRef");
    String name =
        List.of("branch", "tag", "semver").stream()
            .map(field -> reference.path(field).asText(""))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("simulated");
    return "%s@sha1:%040x".formatted(name, configuration.generation());
  }

  private static Optional<String> missingHost(JsonNode url) {
    try {
      return Optional.ofNullable(URI.create(url.asText("")).getHost())
          .filter(host -> host.toLowerCase(Locale.ROOT).endsWith(".invalid"));
    } catch (IllegalArgumentException e) {
      // Not every address of a repository is a URI: git@host:path is one that is not.
      return Optional.empty();
    }
  }
}
