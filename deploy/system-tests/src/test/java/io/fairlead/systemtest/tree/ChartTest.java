package io.fairlead.systemtest.tree;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import io.fairlead.local.ServiceProgram;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The agent's chart, as far as it can be judged without Helm.
class ChartTest {
  private static final String CHART = "deploy/helm/cluster-agent/";
  private static final Pattern VARIABLE = Pattern.compile("\\bFAIRLEAD_[A-Z_]+");
  private static final Pattern VALUE = Pattern.compile("\\.Values((?:\\.[a-zA-Z0-9]+)+)");

  @Test
  void saysWhatItIs() {
    // When
    JsonNode chart = yaml(CHART + "Chart.yaml");
    // Then
    assertThat(chart.at("/apiVersion").asText()).isEqualTo("v2");
    assertThat(chart.at("/name").asText()).isEqualTo("cluster-agent");
    assertThat(Tree.text("pom.xml"))
        .contains("<version>" + chart.at("/appVersion").asText() + "-SNAPSHOT</version>");
  }

  @Test
  void bringsFluxUnlessItIsTurnedOff() {
    // When
    JsonNode flux = yaml(CHART + "Chart.yaml").at("/dependencies/0");
    // Then
    assertThat(flux.at("/name").asText()).isEqualTo("flux2");
    assertThat(flux.at("/condition").asText()).isEqualTo("flux.enabled");
    assertThat(flux.at("/version").asText()).matches(">=\\d.* <\\d.*");
    assertThat(yaml(CHART + "values.yaml").at("/flux/enabled").asBoolean()).isTrue();
  }

  @Test
  void theSchemaKnowsEveryValueAndNoOther() {
    // Given
    JsonNode schema = json(CHART + "values.schema.json");
    var values = new TreeSet<String>();
    collect("", yaml(CHART + "values.yaml"), schema, values);
    var described = new TreeSet<String>();
    // When
    collectDescribed("", schema, described);
    // Then
    described.remove("/global");
    assertThat(described).isEqualTo(values);
  }

  @Test
  void everyValueThatATemplateUsesIsThere() {
    // Given
    JsonNode values = yaml(CHART + "values.yaml");
    // When
    Set<String> used =
        Tree.files(CHART + "templates").values().stream()
            .flatMap(text -> VALUE.matcher(text).results())
            .map(found -> found.group(1).replace('.', '/'))
            .collect(toCollection(TreeSet::new));
    // Then
    assertThat(used)
        .isNotEmpty()
        .allSatisfy(pointer -> assertThat(values.at(pointer).isMissingNode()).isFalse());
  }

  @Test
  void theJvmHasTheOptionsWithWhichItsFootprintIsMeasured() {
    // Given
    List<String> measured = ServiceProgram.built(Tree.path(""), ServiceProgram.AGENT).command();
    // When
    String[] options = yaml(CHART + "values.yaml").at("/javaOptions").asText().split(" ", -1);
    // Then
    assertThat(measured).contains(options);
  }

  @Test
  void everySettingOfTheAgentIsDocumented() {
    // When
    Set<String> set = variables(Tree.text(CHART + "templates/deployment.yaml"));
    // Then
    assertThat(set).isNotEmpty().isSubsetOf(variables(Tree.text("docs/configuration.md")));
  }

  @Test
  void theCustomResourceDefinitionsAreThoseOfTheAgent() {
    // Given
    Map<String, String> ofTheAgent = Tree.files("cluster-agent/src/main/resources/crd");
    // When
    Map<String, String> shipped = Tree.files(CHART + "crds");
    // Then
    assertThat(shipped)
        .isEqualTo(ofTheAgent)
        .containsOnlyKeys("fluxconfigs.fairlead.io.yaml", "gitconfigs.fairlead.io.yaml");
  }

  /// The values that are not made of others, as JSON pointers; what the schema leaves open counts
  /// as one.
  private static void collect(String at, JsonNode value, JsonNode schema, Set<String> found) {
    JsonNode described = schema.path("properties");
    if (!value.isObject() || described.isMissingNode()) {
      found.add(at);
      return;
    }
    value
        .properties()
        .forEach(
            entry ->
                collect(
                    at + "/" + entry.getKey(),
                    entry.getValue(),
                    described.path(entry.getKey()),
                    found));
  }

  private static void collectDescribed(String at, JsonNode schema, Set<String> found) {
    JsonNode described = schema.path("properties");
    if (described.isMissingNode()) {
      found.add(at);
      return;
    }
    assertThat(schema.path("additionalProperties").asBoolean(true)).as(at).isFalse();
    described
        .properties()
        .forEach(entry -> collectDescribed(at + "/" + entry.getKey(), entry.getValue(), found));
  }

  private static Set<String> variables(String text) {
    return VARIABLE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(toCollection(TreeSet::new));
  }

  private static JsonNode yaml(String file) {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Object read = yaml.load(Tree.text(file));
    return Json.mapper().valueToTree(read);
  }

  private static JsonNode json(String file) {
    return Json.read(Tree.text(file).getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
