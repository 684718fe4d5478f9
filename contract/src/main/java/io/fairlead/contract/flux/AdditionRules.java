package io.fairlead.contract.flux;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `additionalConfigurations` may add to the specification of a Flux object: every field that
/// no property of the configuration says and that does not undo the isolation of configurations
/// from each other. Whether Flux knows a field is for the cluster to say.
///
/// @param refused fields of the specification, with dots where they are nested, and why: the end of
///     a sentence
/// @param fixed fields that may have one value only
public record AdditionRules(Map<String, String> refused, Map<String, String> fixed) {
  private static final AdditionRules NONE = new AdditionRules(Map.of(), Map.of());

  private static final String SUSPENDED = "the configuration's own 'suspend' says it";
  private static final String OPENED = "it would let other namespaces use the source";
  private static final String KEPT = "the configuration's 'scope' is namespace";

  /// What every source has: its time and whether it is suspended.
  private static final AdditionRules OF_SOURCES =
      NONE.saidBy("interval", "syncIntervalInSeconds")
          .saidBy("timeout", "timeoutInSeconds")
          .without("suspend", SUSPENDED);

  /// For a GitRepository.
  public static final AdditionRules OF_GIT_REPOSITORY =
      OF_SOURCES
          .saidBy("url", "url")
          .saidBy("ref", "repositoryRef")
          .saidBy("secretRef", "localAuthRef")
          .saidBy("provider", "provider")
          .without("accessFrom", OPENED);

  /// For a Bucket of a store that speaks S3.
  public static final AdditionRules OF_BUCKET =
      OF_SOURCES
          .saidBy("endpoint", "url")
          .saidBy("bucketName", "bucketName")
          .saidBy("insecure", "insecure")
          .saidBy("secretRef", "localAuthRef")
          .without("accessFrom", OPENED);

  /// For a Bucket that is a container of Azure Blob Storage.
  public static final AdditionRules OF_AZURE_BLOB =
      OF_SOURCES
          .saidBy("endpoint", "url")
          .saidBy("bucketName", "containerName")
          .saidBy("secretRef", "localAuthRef")
          .without("provider", "the source kind says it")
          .without("insecure", "'url' beside it says it")
          .without("accessFrom", OPENED);

  /// For an OCIRepository.
  public static final AdditionRules OF_OCI_REPOSITORY =
      OF_SOURCES
          .saidBy("url", "url")
          .saidBy("ref.tag", "repositoryRef")
          .saidBy("ref.semver", "repositoryRef")
          .saidBy("ref.digest", "repositoryRef")
          .saidBy("layerSelector", "layerSelector")
          .saidBy("verify", "verify")
          .saidBy("insecure", "insecure")
          .saidBy("provider", "useWorkloadIdentity")
          .saidBy("serviceAccountName", "serviceAccountName")
          .saidBy("secretRef", "localAuthRef")
          .saidBy("certSecretRef", "tlsConfig");

  /// For a Kustomization of a configuration that may act on the whole cluster: it may name other
  /// namespaces and other clusters.
  public static final AdditionRules OF_KUSTOMIZATION =
      NONE.saidBy("interval", "syncIntervalInSeconds")
          .saidBy("retryInterval", "retryIntervalInSeconds")
          .saidBy("timeout", "timeoutInSeconds")
          .saidBy("path", "path")
          .saidBy("prune", "prune")
          .saidBy("force", "force")
          .saidBy("wait", "wait")
          .saidBy("dependsOn", "dependsOn")
          .saidBy("postBuild", "postBuild")
          .without("suspend", SUSPENDED)
          .without("sourceRef", "the source is the configuration's own")
          .without("serviceAccountName", "it would undo the configuration's 'scope'");

  /// Something that may not be added.
  ///
  /// @param path from `additionalConfigurations` down to the field
  /// @param problem a sentence without its subject, the field
  public record Refusal(List<String> path, String problem) {
    /// Copies the path.
    public Refusal {
      path = List.copyOf(path);
    }
  }

  /// Copies the maps.
  public AdditionRules {
    refused = Map.copyOf(refused);
    fixed = Map.copyOf(fixed);
  }

  /// For a Kustomization of a configuration that is kept to its namespace.
  public static AdditionRules ofKustomizationIn(String namespace) {
    return new AdditionRules(
        OF_KUSTOMIZATION.without("kubeConfig", KEPT).refused(),
        Map.of("targetNamespace", namespace));
  }

  /// What of the additions may not be, in the order given.
  ///
  /// @param additional the object `additionalConfigurations`, or missing
  public List<Refusal> refusals(JsonNode additional) {
    List<Refusal> found = new ArrayList<>();
    collect(additional, List.of(), found);
    return found;
  }

  private void collect(JsonNode object, List<String> path, List<Refusal> found) {
    for (var entry : object.properties()) {
      var at = new ArrayList<>(path);
      at.add(entry.getKey());
      var problem = problem(String.join(".", at), entry.getValue());
      if (problem != null) {
        found.add(new Refusal(at, problem));
      } else if (entry.getValue().isObject()) {
        collect(entry.getValue(), at, found);
      }
    }
  }

  private @Nullable String problem(String field, JsonNode value) {
    var reason = refused.get(field);
    if (reason == null
        && !value.isObject()
        && refused.keySet().stream().anyMatch(other -> other.startsWith(field + "."))) {
      reason = "it must be an object there";
    }
    if (reason != null) {
      return "is not allowed: " + reason + ".";
    }
    var only = fixed.get(field);
    return only == null || value.isNull() || only.equals(value.textValue())
        ? null
        : "must be %s: %s.".formatted(only, KEPT);
  }

  private AdditionRules saidBy(String field, String property) {
    return without(field, "'%s' beside it says it".formatted(property));
  }

  private AdditionRules without(String field, String reason) {
    Map<String, String> more = new HashMap<>(refused);
    more.put(field, reason);
    return new AdditionRules(more, fixed);
  }
}
