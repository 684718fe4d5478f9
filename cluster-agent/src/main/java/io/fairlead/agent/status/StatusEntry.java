package io.fairlead.agent.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/// An object of Flux in the array `statuses`.
///
/// @param body as it is in the cluster
record StatusEntry(String kind, String namespace, String name, ObjectHealth health, JsonNode body) {
  /// The order of the array.
  static final Comparator<StatusEntry> ORDER =
      Comparator.comparing((StatusEntry entry) -> rank(entry.kind))
          .thenComparing(StatusEntry::kind)
          .thenComparing(StatusEntry::namespace)
          .thenComparing(StatusEntry::name);

  /// The worst first.
  static final Comparator<StatusEntry> WORST_FIRST =
      Comparator.comparing(StatusEntry::severity).thenComparing(ORDER);

  private static final List<String> KINDS =
      List.of(
          "GitRepository",
          "OCIRepository",
          "Bucket",
          "Kustomization",
          "HelmRepository",
          "HelmChart",
          "HelmRelease");

  private static final String APPLIED_BY = "kustomize.toolkit.fluxcd.io/";

  /// How much of an object is told.
  ///
  /// @param conditions most conditions
  /// @param characters most characters of each condition's message
  record Detail(int conditions, int characters) {
    static final Detail FULL = new Detail(20, 1024);
    static final Detail BRIEF = new Detail(3, 256);
  }

  static StatusEntry of(JsonNode body, ObjectHealth health) {
    JsonNode metadata = body.path("metadata");
    return new StatusEntry(
        body.path("kind").asText(""),
        metadata.path("namespace").asText(""),
        metadata.path("name").asText(""),
        health,
        body);
  }

  /// The entry as the API has it.
  ObjectNode json(Detail detail) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", name).put("namespace", namespace).put("kind", kind);
    json.put("complianceState", complianceState());
    appliedBy(json);
    conditions(json, detail);
    if (kind.equals("HelmRelease")) {
      json.set("helmReleaseProperties", HelmRelease.properties(body));
    }
    return json;
  }

  private String complianceState() {
    return switch (health) {
      case ObjectHealth.Current _ -> "Compliant";
      case ObjectHealth.Failed _ -> "Non-Compliant";
      case ObjectHealth.InProgress _, ObjectHealth.Terminating _ -> "Pending";
      case ObjectHealth.Suspended _ -> "Suspended";
      case ObjectHealth.Unknown _, ObjectHealth.Missing _ -> "Unknown";
    };
  }

  private void appliedBy(ObjectNode json) {
    JsonNode labels = body.at("/metadata/labels");
    String by = labels.path(APPLIED_BY + "name").asText("");
    if (by.isEmpty()) {
      json.putNull("appliedBy");
    } else {
      json.putObject("appliedBy")
          .put("name", by)
          .put("namespace", labels.path(APPLIED_BY + "namespace").asText(""));
    }
  }

  private void conditions(ObjectNode json, Detail detail) {
    var array = json.putArray("statusConditions");
    Conditions.of(body).all().stream()
        .sorted(Comparator.comparing(condition -> weight(condition.type())))
        .limit(detail.conditions())
        .forEach(
            condition -> {
              ObjectNode entry =
                  array
                      .addObject()
                      .put("type", condition.type())
                      .put("status", condition.status())
                      .put("reason", condition.reason())
                      .put("message", Sentence.cut(condition.message(), detail.characters()));
              if (condition.lastTransitionTime().isEmpty()) {
                entry.putNull("lastTransitionTime");
              } else {
                entry.put("lastTransitionTime", condition.lastTransitionTime());
              }
            });
  }

  private static int weight(String type) {
    return switch (type) {
      case "Ready" -> 0;
      case "Stalled" -> 1;
      case "Reconciling" -> 2;
      default -> 3;
    };
  }

  /// Where its kind stands in the array: what others depend on first.
  int rank() {
    return rank(kind);
  }

  private static int rank(String kind) {
    int index = KINDS.indexOf(kind);
    return index < 0 ? KINDS.size() : index;
  }

  private int severity() {
    return switch (health) {
      case ObjectHealth.Failed _ -> 0;
      case ObjectHealth.Unknown _, ObjectHealth.Missing _ -> 1;
      case ObjectHealth.InProgress _, ObjectHealth.Terminating _ -> 2;
      case ObjectHealth.Suspended _ -> 3;
      case ObjectHealth.Current _ -> 4;
    };
  }
}
