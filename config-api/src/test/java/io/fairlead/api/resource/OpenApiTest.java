package io.fairlead.api.resource;

import static io.fairlead.api.resource.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.resource.Samples.Sample;
import io.fairlead.api.schema.JsonSchemaReader;
import io.fairlead.api.schema.OpenApi;
import io.fairlead.api.schema.Outcome;
import io.fairlead.api.schema.Violation.Kind;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private static final ObjectNode COMPONENTS = OpenApi.components(ResourceSchemas.ALL);
  private static final JsonSchemaReader READER = new JsonSchemaReader(COMPONENTS);

  @Test
  void hasAComponentForEveryBodyPatchListAndError() {
    // When
    var names = new TreeSet<String>();
    COMPONENTS.fieldNames().forEachRemaining(names::add);

    // Then
    assertThat(names)
        .contains(
            "ConnectedCluster",
            "ConnectedClusterPatch",
            "ConnectedClusterList",
            "FluxConfiguration",
            "FluxConfigurationPatch",
            "FluxConfigurationList",
            "SourceControlConfiguration",
            "ResourceGroup",
            "ErrorResponse");
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    // When
    var targets = COMPONENTS.findValuesAsText("$ref");

    // Then
    assertThat(targets)
        .isNotEmpty()
        .allMatch(ref -> COMPONENTS.has(ref.substring("#/components/schemas/".length())));
  }

  @Test
  void marksWhatIsReadOnlySecretAndFixed() {
    // When
    var properties = COMPONENTS.at("/FluxConfigurationProperties/properties");

    // Then
    assertThat(properties.at("/complianceState/readOnly").booleanValue()).isTrue();
    assertThat(properties.at("/configurationProtectedSettings/writeOnly").booleanValue()).isTrue();
    assertThat(properties.at("/scope/x-ms-mutability").toString())
        .isEqualTo("[\"create\",\"read\"]");
    assertThat(properties.at("/scope/default").textValue()).isEqualTo("cluster");
    assertThat(COMPONENTS.at("/BucketDefinition/required").toString())
        .isEqualTo("[\"url\",\"bucketName\"]");
    assertThat(COMPONENTS.at("/BucketDefinitionPatch").has("required")).isFalse();
  }

  @Property(tries = 500)
  void whateverIsStoredFitsTheDescription(@ForAll("mutated") Sample sample) {
    // When
    var outcome = sample.schema().create(sample.name(), sample.body());

    // Then
    if (outcome instanceof Outcome.Accepted accepted) {
      assertThat(READER.problems(sample.schema().body().title(), accepted.body())).isEmpty();
    }
  }

  @Property(tries = 500)
  void whateverTheDescriptionRefusesTheValidatorRefuses(@ForAll("mutated") Sample sample) {
    // Given
    var problems = READER.problems(sample.schema().body().title(), tolerated(sample.body()));

    // When
    var outcome = sample.schema().create(sample.name(), sample.body());

    // Then
    if (!problems.isEmpty()) {
      assertThat(outcome).as(problems.toString()).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Property(tries = 500)
  void unknownPropertiesAndWrongTypesAreRefusedByBoth(@ForAll("mutated") Sample sample) {
    // Given
    var outcome = sample.schema().create(sample.name(), sample.body());
    var structural = Set.of(Kind.UnknownProperty, Kind.WrongType);

    // When
    var problems = READER.problems(sample.schema().body().title(), sample.body());

    // Then
    if (outcome instanceof Outcome.Refused refused
        && refused.violations().list().stream().anyMatch(v -> structural.contains(v.kind()))) {
      assertThat(problems).as(refused.toString()).isNotEmpty();
    }
  }

  /// What the validator reads more tolerantly than a JSON schema can say.
  private static JsonNode tolerated(ObjectNode body) {
    var copy = body.deepCopy();
    if (copy.at("/properties/enableHelmOperator").isTextual()) {
      copy.withObject("/properties").put("enableHelmOperator", true);
    }
    return copy;
  }

  @Test
  void errorsFitTheirDescription() {
    // Given
    var outcome = FluxConfigurationSchema.SCHEMA.create("c", json("{'a':1}"));

    // When
    var error = ((Outcome.Refused) outcome).error().toJson();

    // Then
    assertThat(READER.problems("ErrorResponse", error)).isEmpty();
  }

  @Provide
  Arbitrary<Sample> mutated() {
    return Samples.mutated();
  }
}
