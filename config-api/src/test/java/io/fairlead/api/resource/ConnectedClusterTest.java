package io.fairlead.api.resource;

import static io.fairlead.api.resource.Bodies.accepted;
import static io.fairlead.api.resource.Bodies.json;
import static io.fairlead.api.resource.Bodies.properties;
import static io.fairlead.api.resource.Bodies.targets;
import static io.fairlead.api.resource.Bodies.violations;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.schema.Outcome;
import io.fairlead.api.schema.ResourceSchema;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectedClusterTest {
  private static final ResourceSchema CLUSTER = ConnectedClusterSchema.SCHEMA;
  private static final String KEY = newKey();

  @Test
  void fillsInEveryDefault() {
    // When
    var outcome = CLUSTER.create("edge-1", body("{}"));

    // Then
    assertThat(accepted(outcome))
        .isEqualTo(
            json(
                "{'location':'westeurope','properties':{'agentPublicKeyCertificate':'"
                    + KEY
                    + "','privateLinkState':'Disabled','azureHybridBenefit':'NotApplicable'},'identity':{'type':'SystemAssigned'}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'identity':{'type':'none'}}                     | ok",
        "{'identity':{'type':'UserAssigned'}}             | identity.type",
        "{'identity':{'type':'None','principalId':7}}     | ok",
        "{'location':''}                                  | location",
        "{'location':null}                                | location",
        "{'tags':null}                                    | ok",
        "{'tags':{'cost.center':'','Team':'edge'}}        | ok",
        "{'tags':{'a<b':'x'}}                             | tags['a<b']",
        "{'tags':{'a/b':'x'}}                             | tags['a/b']",
        "{'tags':{'':'x'}}                                | tags['']",
        "{'tags':{'a':1}}                                 | tags.a",
        "{'tags':{'Team':'x','team':'y'}}                 | tags.team",
        "{'kind':'AWS'}                                   | ok",
        "{'sku':{}}                                       | sku",
        "{'properties':{'distribution':'k3s','infrastructure':'generic','arcAgentProfile':{'agentErrors':[],'agentAutoUpgrade':'disabled'}}} | ok",
        "{'properties':{'totalNodeCount':'many','connectivityStatus':7}} | ok",
        "{'properties':{'privateLinkState':'Maybe'}}      | properties.privateLinkState",
        "{'properties':{'aadProfile':{'adminGroupObjectIDs':[7]}}} | properties.aadProfile.adminGroupObjectIDs[0]",
        "{'properties':{'agentPublicKeyCertificate':''}}  | properties.agentPublicKeyCertificate",
        "{'properties':{'agentPublicKeyCertificate':'MIIB'}} | properties.agentPublicKeyCertificate",
        "{'properties':null}                              | properties"
      })
  void checksEveryRule(String change, String refused) {
    // When
    var outcome = CLUSTER.create("edge-1", body(change));

    // Then
    assertThat(targets(outcome))
        .as(outcome.toString())
        .isEqualTo(refused.equals("ok") ? List.of() : List.of(refused));
  }

  @Test
  void countsAndMeasuresTags() {
    // Given
    var many = body("{}");
    for (var i = 0; i < 51; i++) {
      many.withObject("/tags").put("tag" + i, "x");
    }
    var large = body("{}");
    large
        .withObject("/tags")
        .put("n".repeat(513), "x")
        .put("n".repeat(512), "v".repeat(256))
        .put("v", "v".repeat(257));

    // When
    var outcomes = List.of(CLUSTER.create("e", many), CLUSTER.create("e", large));

    // Then
    assertThat(targets(outcomes.getFirst())).containsExactly("tags");
    assertThat(targets(outcomes.getLast()))
        .containsExactly("tags." + "n".repeat(128) + "…", "tags.v");
  }

  @Test
  void saysWhatKeysAreAllowedAndRepeatsNone() {
    // Given
    var body = body("{'properties':{'agentPublicKeyCertificate':'c2VjcmV0'}}");

    // When
    var outcome = CLUSTER.create("edge-1", body);

    // Then
    assertThat(violations(outcome).getFirst().message())
        .contains("X.509", "PKCS#1", "2048", "P-256", "Ed25519")
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void aNewKeyMayReplaceTheOldOneButNotByPatch() {
    // Given
    var stored = accepted(CLUSTER.create("edge-1", body("{}")));
    var other = newKey();

    // When
    var put =
        CLUSTER.replace(
            "edge-1", stored, body("{'properties':{'agentPublicKeyCertificate':'" + other + "'}}"));
    var patch =
        CLUSTER.patch(
            "edge-1", stored, json("{'properties':{'agentPublicKeyCertificate':'" + other + "'}}"));

    // Then
    assertThat(properties(put).path("agentPublicKeyCertificate").textValue()).isEqualTo(other);
    assertThat(targets(patch)).containsExactly("properties.agentPublicKeyCertificate");
  }

  @Test
  void theLocationIsFixed() {
    // Given
    var stored = accepted(CLUSTER.create("edge-1", body("{}")));

    // When
    var outcome = CLUSTER.replace("edge-1", stored, body("{'location':'northeurope'}"));

    // Then
    assertThat(targets(outcome)).containsExactly("location");
  }

  @Test
  void aPlaceIsTheSameHoweverItIsWritten() {
    // Given
    var stored = accepted(CLUSTER.create("edge-1", body("{'location':'West Europe'}")));

    // When
    var outcome = CLUSTER.replace("edge-1", stored, body("{'location':'westeurope'}"));

    // Then
    assertThat(stored.path("location").textValue()).isEqualTo("westeurope");
    assertThat(((Outcome.Accepted) outcome).changed()).isFalse();
  }

  @Test
  void aPatchMergesTags() {
    // Given
    var stored = accepted(CLUSTER.create("edge-1", body("{'tags':{'a':'1','b':'2'}}")));

    // When
    var outcome =
        CLUSTER.patch(
            "edge-1",
            stored,
            json("{'tags':{'a':null,'c':'3'},'properties':{'distribution':'k3s'}}"));
    var same = CLUSTER.patch("edge-1", stored, json("{'tags':{'a':'1'}}"));

    // Then
    assertThat(accepted(outcome).path("tags")).isEqualTo(json("{'b':'2','c':'3'}"));
    assertThat(((Outcome.Accepted) same).changed()).isFalse();
  }

  @Test
  void aPatchRefusesWhatItCannotChange() {
    // Given
    var stored = accepted(CLUSTER.create("edge-1", body("{}")));

    // When
    var outcome =
        CLUSTER.patch(
            "edge-1",
            stored,
            json(
                "{'location':'x','identity':{'type':'None'},'colour':null,'properties':{'infrastructure':'gcp'}}"));

    // Then
    assertThat(targets(outcome))
        .containsExactlyInAnyOrder("location", "identity", "colour", "properties.infrastructure");
  }

  @Test
  void resourceGroupsHaveLocationAndTags() {
    // When
    var fine =
        ResourceGroupSchema.SCHEMA.create("rg", json("{'location':'westeurope','tags':{'a':'b'}}"));
    var wrong =
        ResourceGroupSchema.SCHEMA.create(
            "rg", json("{'tags':[],'properties':{'provisioningState':'Succeeded'}}"));

    // Then
    assertThat(accepted(fine)).isEqualTo(json("{'location':'westeurope','tags':{'a':'b'}}"));
    assertThat(targets(wrong)).containsExactlyInAnyOrder("location", "tags");
  }

  @ParameterizedTest
  @CsvSource({
    "edge-1,true",
    "Edge_1.x,true",
    "-edge,false",
    "edge-,false",
    "'',false",
    "a b,false"
  })
  void checksNames(String name, boolean fine) {
    // When
    var problem = CLUSTER.checkName(name);

    // Then
    assertThat(problem.isEmpty()).isEqualTo(fine);
  }

  private static ObjectNode body(String change) {
    var body =
        json("{'location':'westeurope','properties':{'agentPublicKeyCertificate':'" + KEY + "'}}");
    var changes = json(change);
    if (changes.get("properties") instanceof ObjectNode properties) {
      body.withObject("/properties").setAll(properties);
      changes.remove("properties");
    }
    body.setAll(changes);
    return body;
  }

  private static String newKey() {
    try {
      var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
      return Base64.getEncoder().encodeToString(key.getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
