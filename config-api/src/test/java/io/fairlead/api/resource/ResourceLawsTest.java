package io.fairlead.api.resource;

import static io.fairlead.api.resource.Bodies.accepted;
import static io.fairlead.api.resource.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.CanonicalJson;
import io.fairlead.api.resource.Samples.Sample;
import io.fairlead.api.schema.Outcome;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;

/// What holds for every body of every resource type.
class ResourceLawsTest {
  private static final AtomicInteger ACCEPTED = new AtomicInteger();
  private static final AtomicInteger PATCHED = new AtomicInteger();

  @Test
  void everySampleIsAccepted() {
    // When
    var outcomes = Samples.ALL.stream().map(ResourceLawsTest::create).toList();

    // Then
    assertThat(outcomes).allMatch(Outcome.Accepted.class::isInstance);
  }

  @Property(tries = 300)
  void anyJsonGivesViolationsAndNeverAnException(@ForAll("anyJson") JsonNode any) {
    for (var schema : ResourceSchemas.ALL) {
      // When
      var outcome = schema.create("name", any);

      // Then
      assertThat(outcome).isInstanceOf(Outcome.Refused.class);
      assertThat(((Outcome.Refused) outcome).error().toJson().toString()).isNotEmpty();
    }
  }

  @Property(tries = 300)
  void anyJsonAsAPatchNeverThrows(@ForAll("anyJson") JsonNode any, @ForAll Random random) {
    // Given
    var sample = Samples.ALL.get(random.nextInt(Samples.ALL.size()));

    // When
    var outcome = sample.schema().patch(sample.name(), accepted(create(sample)), any);

    // Then
    assertThat(outcome).isNotNull();
  }

  @Property(tries = 800)
  void whatIsAcceptedIsAcceptedAgainUnchanged(@ForAll("mutated") Sample sample) {
    // Given
    if (!(create(sample) instanceof Outcome.Accepted first)) {
      return;
    }
    ACCEPTED.incrementAndGet();
    var before = first.body().deepCopy();

    // When
    var again = sample.schema().replace(sample.name(), first.body(), first.body());

    // Then
    assertThat(again)
        .isInstanceOfSatisfying(
            Outcome.Accepted.class,
            accepted -> {
              assertThat(accepted.changed()).isFalse();
              assertThat(accepted.secrets().present()).isFalse();
              assertThat(accepted.body()).isEqualTo(before);
            });
  }

  @Property(tries = 300)
  void theOrderOfMembersDoesNotMatter(@ForAll("mutated") Sample sample) {
    // Given
    if (!(create(sample) instanceof Outcome.Accepted first)) {
      return;
    }
    var sorted = (ObjectNode) CanonicalJson.sorted(first.body());

    // When
    var again = sample.schema().replace(sample.name(), sorted, first.body());

    // Then
    assertThat(((Outcome.Accepted) again).changed()).isFalse();
  }

  @Property(tries = 300)
  void anEmptyPatchChangesNothing(@ForAll("mutated") Sample sample) {
    // Given
    if (!(create(sample) instanceof Outcome.Accepted first)) {
      return;
    }

    // When
    var outcome = sample.schema().patch(sample.name(), first.body(), json("{}"));

    // Then
    assertThat(((Outcome.Accepted) outcome).changed()).isFalse();
  }

  @Property(tries = 800)
  void aPatchAppliedTwiceIsAppliedOnce(@ForAll Random random) {
    // Given
    var sample = Samples.ALL.get(random.nextInt(Samples.ALL.size()));
    var stored = accepted(create(sample));
    var patch = Samples.patch(sample, random);
    var before = patch.deepCopy();
    if (!(sample.schema().patch(sample.name(), stored, patch) instanceof Outcome.Accepted once)) {
      return;
    }
    PATCHED.incrementAndGet();

    // When
    var twice = sample.schema().patch(sample.name(), once.body(), patch);

    // Then
    assertThat(twice).isInstanceOf(Outcome.Accepted.class);
    assertThat(((Outcome.Accepted) twice).changed()).isFalse();
    assertThat(patch).isEqualTo(before);
    assertThat(stored).isEqualTo(accepted(create(sample)));
  }

  @Property(tries = 300)
  void patchingWithTheWholeOfItselfChangesNothing(@ForAll("mutated") Sample sample) {
    // Given
    if (!(create(sample) instanceof Outcome.Accepted first)) {
      return;
    }

    // When
    var outcome = sample.schema().patch(sample.name(), first.body(), first.body());

    // Then
    assertThat(((Outcome.Accepted) outcome).changed()).isFalse();
  }

  @Property(tries = 300)
  void noErrorRepeatsASecret(@ForAll("mutated") Sample sample) {
    // Given
    var body = sample.body().deepCopy();
    if (body.get("properties") instanceof ObjectNode properties) {
      properties
          .putObject("configurationProtectedSettings")
          .put("sshPrivateKey", "s3cr3t")
          .put("s", "s3cr3t");
      properties
          .putObject("azureBlob")
          .put("accountKey", 7)
          .put("url", "https://a:s3cr3t@b")
          .put("sasToken", "s3cr3t".repeat(1000));
      properties.putObject("ociRepository").putObject("tlsConfig").put("privateKey", "s3cr3t");
      properties
          .put("repositoryUrl", "https://x:s3cr3t@y")
          .put("agentPublicKeyCertificate", "s3cr3t");
    }

    // When
    var outcome = sample.schema().create(sample.name(), body);

    // Then
    if (outcome instanceof Outcome.Refused refused) {
      assertThat(refused.error().toJson().toString()).doesNotContain("s3cr3t");
    }
  }

  @AfterContainer
  static void theLawsWereNotCheckedOnEmptyGround() {
    assertThat(ACCEPTED.get()).isGreaterThan(150);
    assertThat(PATCHED.get()).isGreaterThan(80);
  }

  @Provide
  Arbitrary<Sample> mutated() {
    return Samples.mutated();
  }

  @Provide
  Arbitrary<JsonNode> anyJson() {
    var nodes = JsonNodeFactory.instance;
    Arbitrary<JsonNode> leaves =
        Arbitraries.oneOf(
            Arbitraries.just(nodes.nullNode()),
            Arbitraries.of(true, false).map(nodes::booleanNode),
            Arbitraries.longs().map(nodes::numberNode),
            Arbitraries.doubles().map(nodes::numberNode),
            Arbitraries.strings().ofMaxLength(8).map(nodes::textNode));
    var names =
        Arbitraries.of(
            "properties",
            "location",
            "tags",
            "gitRepository",
            "repositoryRef",
            "kustomizations",
            "dependsOn",
            "a",
            "configurationProtectedSettings",
            "sourceKind",
            "identity",
            "statuses");
    return Arbitraries.recursive(
        () -> leaves,
        inner ->
            Arbitraries.oneOf(
                leaves,
                inner
                    .list()
                    .ofMaxSize(3)
                    .map(
                        list -> {
                          ArrayNode array = nodes.arrayNode();
                          list.forEach(array::add);
                          return array;
                        }),
                Arbitraries.maps(names, inner)
                    .ofMaxSize(5)
                    .map(
                        map -> {
                          var object = nodes.objectNode();
                          new HashMap<>(map).forEach(object::set);
                          return object;
                        })),
        0,
        5);
  }

  private static Outcome create(Sample sample) {
    return sample.schema().create(sample.name(), sample.body());
  }
}
