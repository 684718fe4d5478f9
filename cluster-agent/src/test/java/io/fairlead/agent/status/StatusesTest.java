package io.fairlead.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.Applied;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObservedObject;
import io.fairlead.agent.object.Verdict;
import io.fairlead.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class StatusesTest {
  private static final String READY = Seen.condition("Ready", "True", "Succeeded", "ok", 2);

  @Test
  void areInTheShapeOfTheApiAndInAnOrderOfTheirOwn() throws IOException {
    // Given
    var observed =
        new ArrayList<>(
            List.of(
                Seen.object(ManagedKind.Secret, "web", "{}"),
                Seen.readySource("web"),
                Seen.kustomization(
                    "web-a",
                    Seen.condition("Reconciling", "True", "ProgressingWithRetry", "again", 2),
                    Seen.condition("Ready", "False", "BuildFailed", "no such file", 2)),
                Seen.kustomization(
                    "web-b",
                    Seen.condition(
                        "Ready", "False", "DependencyNotReady", "dependency is not ready", 2)),
                Seen.object(ManagedKind.Kustomization, "web-c", "{}")));
    var applied = new ArrayList<>(appliedByFlux());
    Collections.reverse(observed);
    Collections.reverse(applied);
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(), observed, new Applied(applied, true));
    // Then
    assertThat(Objects.requireNonNull(verdict.objects()).toPrettyString())
        .isEqualTo(golden().toPrettyString());
  }

  private static List<JsonNode> appliedByFlux() {
    return List.of(
        labelled(Seen.body("HelmRepository", "charts", "{'spec':{'type':'oci'}}")),
        Seen.body("HelmChart", "apps-shop", "{'spec':{'suspend':true}}"),
        labelled(
            Seen.body(
                "HelmRelease",
                "shop",
                """
                {'status':{'observedGeneration':2,'helmChart':'apps/apps-shop',
                  'history':[{'version':4},{'version':3}],
                  'failures':2,'installFailures':0,'upgradeFailures':2,
                  'conditions':[
                    {'type':'Released','status':'False','reason':'UpgradeFailed',
                     'message':'timed out'},%s]}}
                """
                    .formatted(Seen.condition("Ready", "False", "UpgradeFailed", "timed out", 2)))),
        // A Kustomization that is the agent's own is not listed twice.
        Seen.body("Kustomization", "web-a", "{}"),
        Seen.body(
            "HelmRelease",
            "shop2",
            """
            {'spec':{'chartRef':{'kind':'HelmChart','name':'own'}},
             'status':{'observedGeneration':1,'lastReleaseRevision':1}}
            """));
  }

  private static ObjectNode labelled(ObjectNode body) {
    ((ObjectNode) body.path("metadata"))
        .putObject("labels")
        .put("kustomize.toolkit.fluxcd.io/name", "web-a")
        .put("kustomize.toolkit.fluxcd.io/namespace", "apps");
    return body;
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in = StatusesTest.class.getResourceAsStream("statuses.json")) {
      return Json.readTree(Objects.requireNonNull(in).readAllBytes());
    }
  }

  @Test
  void areNoneWhenNothingOfFluxIsThere() {
    // Given
    var observed = List.of(Seen.object(ManagedKind.Secret, "web", "{}"));
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(), observed);
    // Then
    assertThat(verdict.objects()).isNull();
  }

  @Test
  void haveNoMoreAndNoLongerConditionsThanPeopleCanRead() {
    // Given
    var conditions =
        IntStream.range(0, 30)
            .mapToObj(i -> Seen.condition("Type" + i, "True", "R", "m".repeat(2000), 2))
            .toArray(String[]::new);
    conditions[29] = READY;
    var observed = List.of(Seen.kustomization("web", conditions));
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(), observed);
    // Then
    JsonNode shown = array(verdict).path(0).path("statusConditions");
    assertThat(shown).hasSize(20);
    assertThat(shown.path(0).path("type").asText()).isEqualTo("Ready");
    assertThat(shown.path(1).path("message").asText()).hasSize(1024).endsWith("m…");
  }

  @Test
  void areToldMoreBrieflyBeforeAnyIsLeftOut() {
    // Given
    var observed =
        IntStream.range(0, 60).mapToObj(i -> failing("web-" + i, "m".repeat(1000))).toList();
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(), observed);
    // Then
    assertThat(array(verdict)).hasSize(60);
    assertThat(verdict.message()).isNull();
    assertThat(array(verdict).path(0).path("statusConditions").path(0).path("message").asText())
        .hasSize(256);
  }

  @Test
  void keepTheFailedOnesWhenNotAllFit() {
    // Given
    var observed =
        IntStream.range(0, 500)
            .mapToObj(
                i ->
                    i % 50 == 49
                        ? failing("web-" + i, "€".repeat(1000))
                        : Seen.kustomization("web-" + i, READY))
            .toList();
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(), observed);
    // Then
    ArrayNode shown = array(verdict);
    assertThat(Json.write(shown)).hasSizeBetween(40 * 1024, 48 * 1024 - 1);
    assertThat(names(shown, "Non-Compliant")).hasSize(10);
    assertThat(names(shown, "")).isSorted();
    assertThat(verdict.message())
        .isEqualTo("%d of 500 objects are left out of statuses".formatted(500 - shown.size()));
  }

  @Test
  void sayWhatIsLeftOutBesidesWhatIsWrong() {
    // Given
    var observed = IntStream.range(0, 500).mapToObj(i -> failing("web-" + i, "no")).toList();
    // When
    Verdict verdict = FluxVerdict.of(false, List.of(observed.getFirst().ref()), observed);
    // Then
    assertThat(verdict.message())
        .startsWith("Kustomization apps/web-0: no; ")
        .endsWith(" of 500 objects are left out of statuses");
  }

  @Test
  void cutNoCharacterInHalf() {
    // Given
    String faces = "\uD83D\uDE00".repeat(600);
    // When
    String cut = Sentence.cut(faces, 1024);
    // Then
    assertThat(cut).isEqualTo("\uD83D\uDE00".repeat(511) + "…");
  }

  private static ObservedObject failing(String name, String message) {
    return Seen.kustomization(name, Seen.condition("Ready", "False", "BuildFailed", message, 2));
  }

  private static ArrayNode array(Verdict verdict) {
    return Objects.requireNonNull(verdict.objects());
  }

  private static List<String> names(ArrayNode array, String state) {
    return StreamSupport.stream(array.spliterator(), false)
        .filter(entry -> entry.path("complianceState").asText().startsWith(state))
        .map(entry -> entry.path("name").asText())
        .toList();
  }
}
