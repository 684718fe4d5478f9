package io.fairlead.local.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.local.ServiceProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
@SuppressWarnings("NullAway.Init") // set before each test
class AgentMainTest {
  private static final String ID =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet"
          + "/providers/Microsoft.Kubernetes/connectedClusters/ship";

  @TempDir Path directory;
  private final List<String> said = new ArrayList<>();
  private FakeCluster cluster;
  private FakeApi api;

  @BeforeEach
  void start() throws IOException {
    cluster = new FakeCluster(directory);
    cluster.holdKey(ResourceId.parse(ID), "fairlead", directory);
    api = new FakeApi();
    Files.writeString(directory.resolve("token"), "0123456789abcdef");
  }

  @AfterEach
  void stop() {
    api.close();
    cluster.close();
  }

  @Test
  void runs_the_agent_until_it_ends_with_a_key_that_is_then_gone() throws Exception {
    // When
    int code = run("ws://127.0.0.1:1", "--run");

    // Then
    List<String> told = Files.readAllLines(directory.resolve("told"));
    assertThat(code).isEqualTo(7);
    assertThat(told)
        .contains(
            "FAIRLEAD_AGENT_CLUSTER_ID=" + ID,
            "FAIRLEAD_AGENT_GATEWAY_URL=ws://127.0.0.1:1",
            "FAIRLEAD_AGENT_NAMESPACE=fairlead",
            "FAIRLEAD_AGENT_KUBECONFIG=" + cluster.kubeconfig(),
            "FAIRLEAD_LIFELINE=stdin",
            "key=-----BEGIN PRIVATE KEY-----");
    assertThat(told.stream().filter(line -> line.startsWith("FAIRLEAD_AGENT_KEY_FILE=")))
        .singleElement()
        .satisfies(
            line -> assertThat(Path.of(line.substring(line.indexOf('=') + 1))).doesNotExist());
  }

  @Test
  void lets_helm_install_the_agent_and_says_how() throws Exception {
    // Given
    helm("echo \"$@\" > '" + directory.resolve("told") + "'; exit 4");

    // When
    int code = run("wss://hub.example", "--", "--set", "image.tag=1 2");

    // Then
    assertThat(code).isEqualTo(4);
    assertThat(said.getLast())
        .isEqualTo(
            "helm upgrade --install fairlead-agent /the/chart --kubeconfig "
                + cluster.kubeconfig()
                + " --namespace fairlead --set-literal clusterId="
                + ID
                + " --set-literal gateway.url=wss://hub.example"
                + " --set-literal key.existingSecret=fairlead-agent-key --dependency-update --set 'image.tag=1 2'");
    assertThat(said).noneMatch(line -> line.contains("PRIVATE"));
  }

  @Test
  void stops_after_the_registration_when_told_to() throws Exception {
    // When
    int code = run("wss://hub.example", "--install", "none");

    // Then
    assertThat(code).isZero();
    assertThat(api.written).hasSize(1);
    assertThat(directory.resolve("told")).doesNotExist();
  }

  @Test
  void says_in_one_line_which_verb_it_knows() throws Exception {
    // When
    int code = AgentMain.run(List.of("conect"), directory, programs(), said::add);

    // Then
    assertThat(code).isEqualTo(1);
    assertThat(said).containsExactly("fairlead: agent needs a verb; allowed: connect");
  }

  private int run(String gateway, String... more) throws InterruptedException {
    var words =
        new ArrayList<>(
            List.of(
                "connect",
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--subscription",
                "00000000-0000-0000-0000-000000000001",
                "--resource-group",
                "fleet",
                "--name",
                "ship",
                "--api",
                api.root().toString(),
                "--token",
                directory.resolve("token").toString(),
                "--gateway",
                gateway));
    words.addAll(List.of(more));
    return AgentMain.run(words, directory, programs(), said::add);
  }

  private void helm(String script) throws IOException {
    Path file = Files.writeString(directory.resolve("helm"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private AgentMain.Programs programs() {
    return new AgentMain.Programs(
        new ServiceProgram(
            ServiceProgram.AGENT,
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                FakeAgent.class.getName(),
                directory.resolve("told").toString())),
        Path.of("/the/chart"),
        directory.toString());
  }
}
