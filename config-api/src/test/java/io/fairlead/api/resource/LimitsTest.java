package io.fairlead.api.resource;

import static io.fairlead.api.resource.Bodies.json;
import static io.fairlead.api.resource.Bodies.targets;
import static io.fairlead.api.resource.Bodies.violations;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Outcome;
import io.fairlead.api.schema.ResourceSchema;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
  private static final ResourceSchema FLUX = FluxConfigurationSchema.SCHEMA;

  @Test
  void aStoredConfigurationHasAtMost192KibiBytes() {
    // Given
    var body = flux();
    var substitute = body.withObject("/properties/kustomizations/a/postBuild/substitute");
    for (var i = 0; i < 4; i++) {
      substitute.put("v" + i, "x".repeat(50_000));
    }

    // When
    var outcome = FLUX.create("baseline", body);

    // Then
    assertThat(violations(outcome)).hasSize(1);
    assertThat(violations(outcome).getFirst().message()).contains("196608");
  }

  @Test
  void anAnswerListsAHundredViolationsAndCountsTheRest() {
    // Given
    var body = flux();
    for (var i = 0; i < 1_000; i++) {
      body.put("unknown" + i, i);
    }

    // When
    var outcome = FLUX.create("baseline", body);

    // Then
    var error = ((Outcome.Refused) outcome).error();
    assertThat(error.details()).hasSize(Findings.MOST);
    assertThat(error.message()).contains("1000 violations", "the first 100 in details");
  }

  @Test
  void hostileBodiesTakeNoLongTime() {
    // Given
    var dependencies = flux();
    var map = dependencies.withObject("/properties/kustomizations");
    for (var i = 0; i < 20_000; i++) {
      map.putObject("k" + i).putArray("dependsOn").add("k" + (i + 1));
    }
    var names = flux();
    var wanted = names.withObject("/properties/kustomizations/a").putArray("dependsOn");
    for (var i = 0; i < 100_000; i++) {
      wanted.add("n" + i);
    }
    var unknown = flux();
    for (var i = 0; i < 50_000; i++) {
      unknown.put("u" + i, i);
    }

    // When
    var outcomes =
        Assertions.assertTimeout(
            Duration.ofSeconds(10),
            () ->
                Stream.of(dependencies, names, unknown)
                    .map(body -> FLUX.create("baseline", body))
                    .toList());

    // Then
    assertThat(targets(outcomes.get(0))).contains("properties.kustomizations");
    assertThat(targets(outcomes.get(1))).contains("properties.kustomizations.a.dependsOn");
    assertThat(targets(outcomes.get(2))).hasSize(Findings.MOST);
  }

  @ParameterizedTest
  @CsvSource({
    "baseline,true",
    "Baseline,true",
    "a.b,true",
    "a_b,false",
    "-a,false",
    "a-,false",
    "'',false",
    "a b,false",
    "ü,false"
  })
  void checksNamesOfFluxConfigurations(String name, boolean fine) {
    // When
    var problem = FLUX.checkName(name);

    // Then
    assertThat(problem.isEmpty()).isEqualTo(fine);
  }

  @Test
  void aNameHasAtMost63Characters() {
    // When
    var fits = FLUX.checkName("n".repeat(63));
    var tooLong = FLUX.checkName("n".repeat(64));

    // Then
    assertThat(fits).isEmpty();
    assertThat(tooLong)
        .hasValueSatisfying(error -> assertThat(error.message()).contains("64", "1 to 63"));
  }

  private static ObjectNode flux() {
    return json(
        "{'properties':{'gitRepository':{'url':'https://git.example.com/apps','repositoryRef':{'branch':'main'}}}}");
  }
}
