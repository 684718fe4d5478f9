package io.fairlead.local.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.embedded.StartException;
import io.fairlead.session.identity.AgentIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class EnrolmentTest {
  private static final ResourceId CLUSTER =
      ResourceId.cluster(
          "00000000-0000-0000-0000-000000000001",
          "fleet",
          "Microsoft.Kubernetes/connectedClusters",
          "ship");

  @TempDir Path directory;
  private final List<String> said = new ArrayList<>();
  private FakeCluster cluster;
  private FakeApi api;
  private Path token;

  @BeforeEach
  void start() throws IOException {
    cluster = new FakeCluster(directory);
    api = new FakeApi();
    token = Files.writeString(directory.resolve("token"), "0123456789abcdef");
  }

  @AfterEach
  void stop() {
    api.close();
    cluster.close();
  }

  @Test
  void makes_a_key_in_the_cluster_and_registers_its_public_half() throws Exception {
    // Given
    Path keyFile = directory.resolve("some/key.pem");

    // When
    boolean changed = enrol(keyFile, false);

    // Then
    String key = AgentIdentity.read(CLUSTER, keyFile).registration().orElseThrow();
    assertThat(changed).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
        .isEqualTo("rw-------");
    assertThat(cluster.held("ships")).isEqualTo(Files.readString(keyFile));
    JsonNode written = api.written.getFirst();
    assertThat(written.at("/properties/agentPublicKeyCertificate").asText()).isEqualTo(key);
    assertThat(written.at("/location").asText()).isEqualTo("harbour");
    assertThat(Base64.getDecoder().decode(key)).hasSizeGreaterThan(3072 / 8);
    assertThat(said)
        .containsExactly(
            "made the cluster's key: Secret ships/fairlead-agent-key", "registered " + CLUSTER);
  }

  @Test
  void changes_nothing_when_it_is_done_again() throws Exception {
    // Given
    String pem = cluster.holdKey(CLUSTER, "ships", directory);
    enrol(directory.resolve("first.pem"), false);
    Path second = directory.resolve("second.pem");

    // When
    boolean changed = enrol(second, false);

    // Then
    assertThat(changed).isFalse();
    assertThat(second).hasContent(pem);
    assertThat(api.written).hasSize(1);
  }

  @Test
  void refuses_to_lock_out_an_agent_with_another_key() throws IOException {
    // Given
    cluster.holdKey(CLUSTER, "ships", directory);
    api.knows(CLUSTER, "another");

    // When
    var refusal =
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(() -> enrol(directory.resolve("key.pem"), false));

    // Then
    refusal.withMessage(
        "cluster ship not registered: another key is registered for it, whose agent would be locked"
            + " out; --replace-key replaces it");
    assertThat(api.written).isEmpty();
  }

  @Test
  void replaces_another_key_when_told_to_and_keeps_the_rest() throws Exception {
    // Given
    cluster.holdKey(CLUSTER, "ships", directory);
    api.knows(CLUSTER, "another");

    // When
    enrol(directory.resolve("key.pem"), true);

    // Then
    JsonNode written = api.written.getFirst();
    assertThat(written.at("/properties/agentPublicKeyCertificate").asText())
        .hasSizeGreaterThan(100);
    assertThat(written.at("/location").asText()).isEqualTo("shipyard");
    assertThat(written.at("/tags/ring").asText()).isEqualTo("canary");
  }

  @Test
  void names_a_secret_that_holds_no_key() {
    // Given
    cluster.hold("ships", "no key");

    // When
    var refusal =
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(() -> enrol(directory.resolve("key.pem"), false));

    // Then
    refusal.withMessageStartingWith("Secret ships/fairlead-agent-key holds no usable key: ");
  }

  @Test
  void names_the_option_when_the_cluster_does_not_answer() {
    // Given
    cluster.close();

    // When
    var refusal =
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(() -> enrol(directory.resolve("key.pem"), false));

    // Then
    refusal.withMessageStartingWith(
        "--kubeconfig "
            + directory.resolve("kubeconfig")
            + ": the cluster refuses or does not answer: ");
  }

  @Test
  void names_the_option_when_the_file_is_no_kubeconfig() throws IOException {
    // Given
    Files.writeString(cluster.kubeconfig(), "nothing: of the kind\n");

    // When
    var refusal =
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(() -> enrol(directory.resolve("key.pem"), false));

    // Then
    refusal.withMessage(
        "--kubeconfig "
            + cluster.kubeconfig()
            + ": must be a kubeconfig with a current-context that it has");
  }

  private boolean enrol(Path keyFile, boolean replacesKey) throws InterruptedException {
    var target = new AgentTarget(cluster.kubeconfig(), CLUSTER, "harbour", "ships", replacesKey);
    return new Enrolment(api.root(), token, said::add).enrol(target, keyFile);
  }
}
