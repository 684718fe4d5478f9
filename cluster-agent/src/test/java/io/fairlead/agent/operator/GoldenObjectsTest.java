package io.fairlead.agent.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.SshKeyPair;
import io.fairlead.contract.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// All objects of three configurations, in files for people to read. A change to one of them is a
/// change in every cluster.
///
/// With `-Dgolden.write=true` a missing file is written.
class GoldenObjectsTest {
  private static final Path FILES = Path.of("src/test/resources/operator");

  private final OperatorObjects objects = new OperatorObjects(OperatorImages.PUBLISHED);

  @Test
  void ofTheClusterOverSshWithAMadeKey() throws IOException {
    // Given
    var configuration =
        Configurations.with(
            properties ->
                properties
                    .put("repositoryUrl", "git@git.example.com:org/apps.git")
                    .put("operatorParams", "--git-user=fairlead --git-path=base,fleet")
                    .put("sshKnownHostsContents", "Z2l0LmV4YW1wbGUuY29tIHNzaC1yc2EgQUFBQQo="));
    var inputs = new Inputs(Map.of(), new SshKeyPair("not a key\n", "ssh-ed25519 AAAA"));

    // When
    var made = objects.of(configuration, inputs);

    // Then
    assertThat(json(made)).isEqualTo(golden("cluster-ssh", made));
  }

  @Test
  void ofANamespaceOverHttpsWithoutScanningAndWithHelm() throws IOException {
    // Given
    var configuration =
        Configurations.withHelm(
            "--set helm.versions=v3",
            properties ->
                properties
                    .put("operatorScope", "namespace")
                    .put("operatorParams", "--git-readonly --registry-disable-scanning"));
    var inputs = new Inputs(Map.of("httpsUser", "somebody", "httpsKey", "not a token"), null);

    // When
    var made = objects.of(configuration, inputs);

    // Then
    assertThat(json(made)).isEqualTo(golden("namespace-https", made));
  }

  @Test
  void ofTheClusterFromAPublicRepositoryWithHelm() throws IOException {
    // Given
    Configuration configuration = Configurations.withHelm("", _ -> {});

    // When
    var made = objects.of(configuration, Inputs.NONE);

    // Then
    assertThat(json(made)).isEqualTo(golden("public-helm", made));
  }

  private static JsonNode golden(String name, List<DesiredObject> made) throws IOException {
    var file = FILES.resolve(name + ".json");
    if (Boolean.getBoolean("golden.write") && !Files.exists(file)) {
      var text = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(json(made));
      Files.writeString(file, text + "\n");
    }
    return Json.readTree(Files.readAllBytes(file));
  }

  private static JsonNode json(List<DesiredObject> made) {
    var array = JsonNodeFactory.instance.arrayNode();
    made.forEach(
        object -> array.addObject().put("ref", object.ref().toString()).set("body", object.body()));
    return array;
  }
}
