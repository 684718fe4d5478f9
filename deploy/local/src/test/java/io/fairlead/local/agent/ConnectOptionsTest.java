package io.fairlead.local.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fairlead.embedded.StartException;
import io.fairlead.session.net.GatewayAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectOptionsTest {
  private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("kubeconfig"), "");
    Files.writeString(directory.resolve("token"), "secret");
  }

  @Test
  void knows_from_the_last_up_what_is_not_given() throws IOException {
    // Given
    up();

    // When
    ConnectOptions options = parse(false);

    // Then
    assertThat(options.target())
        .isEqualTo(
            new AgentTarget(
                directory.resolve("kubeconfig"),
                io.fairlead.contract.id.ResourceId.parse(
                    "/subscriptions/"
                        + SUBSCRIPTION
                        + "/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/c"),
                "local",
                "fairlead",
                false));
    assertThat(options.api()).isEqualTo(URI.create("http://127.0.0.1:18080"));
    assertThat(options.tokenFile()).isEqualTo(directory.resolve("token"));
    assertThat(options.gateway())
        .isEqualTo(new GatewayAddress(URI.create("http://127.0.0.1:18081"), null));
    assertThat(options.way()).isEqualTo(ConnectOptions.Way.PROCESS);
  }

  @Test
  void lets_helm_install_where_it_is_there() {
    // When
    ConnectOptions options =
        parse(true, withHub("wss://hub.example", "--", "--set", "image.tag=1"));

    // Then
    assertThat(options.way()).isEqualTo(ConnectOptions.Way.HELM);
    assertThat(options.helmArguments()).containsExactly("--set", "image.tag=1");
  }

  @Test
  void takes_every_option() {
    // When
    ConnectOptions options =
        parse(
            true,
            withHub(
                "ws://hub.example:81",
                "--insecure-transport",
                "--location",
                "West Europe",
                "--namespace",
                "ships",
                "--replace-key",
                "--run"));

    // Then
    assertThat(options.way()).isEqualTo(ConnectOptions.Way.PROCESS);
    assertThat(options.gateway().insecureAllowed()).isTrue();
    assertThat(options.target().location()).isEqualTo("West Europe");
    assertThat(options.target().namespace()).isEqualTo("ships");
    assertThat(options.target().replacesKey()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --kubeconfig /nowhere     | --kubeconfig /nowhere: must be a file that can be read
          --subscription me         | --subscription me: must be a UUID
          --resource-group .a       | --resource-group .a: must be 1 to 90 letters, digits, '.', '_', '-' and parentheses, no '.' at either end
          --name a/b                | --name a/b: must be 1 to 63 letters, digits, '-' and '_', the first a letter or digit
          --namespace Ships         | --namespace Ships: must be a namespace's name: 1 to 63 small letters, digits and '-', no '-' at either end
          --api hub                 | --api hub: must be SCHEME://HOST[:PORT]
          --api http://hub          | --token is needed beside --api
          --token /nowhere          | --token /nowhere: must be a file that can be read
          --gateway-ca /nowhere     | --gateway-ca /nowhere: must be a file that can be read
          --install tarball         | --install tarball: must be helm or none
          --install helm            | --install helm: there is no helm on PATH; allowed: --run
          --run --install none      | --install: allowed is one of --run and --install
          --install none -- --wait  | -- HELM-ARGUMENTS: allowed with --install helm alone
          --gateway ftp://hub       | --gateway ftp://hub: a gateway's address is wss://HOST[:PORT] (https, and to loopback ws and http, are allowed), not ftp://hub
          """)
  void names_what_is_wrong(String arguments, String message) throws IOException {
    // Given
    up();

    // When
    var refusal =
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(() -> parse(false, arguments.strip().split(" ", -1)));

    // Then
    refusal.withMessage(message);
  }

  @Test
  void names_an_option_that_it_does_not_know() {
    // When
    var refusal =
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(() -> parse(false, "--nam", "a"));

    // Then
    refusal.withMessageStartingWith("unknown option --nam; allowed: --kubeconfig FILE, ");
  }

  @Test
  void says_what_is_needed_where_nothing_has_run() {
    // When
    var refusal =
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> parse(false, "--run"));

    // Then
    refusal.withMessageStartingWith("--api is needed: no ./fairlead up has run with ");
  }

  @Test
  void says_which_part_of_the_clusters_name_is_missing() {
    // Given
    List<String> arguments =
        List.of("--kubeconfig", directory.resolve("kubeconfig").toString(), "--name", "c");

    // When
    var refusal =
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(() -> ConnectOptions.parse(arguments, directory, false));

    // Then
    refusal.withMessage("--subscription is needed: a UUID");
  }

  @Test
  void installs_no_agent_that_would_look_for_the_gateway_in_itself() throws IOException {
    // Given
    up();

    // When
    var refusal = assertThatExceptionOfType(StartException.class).isThrownBy(() -> parse(true));

    // Then
    refusal
        .withMessageContaining("does not reach this machine's loopback")
        .withMessageContaining("--run");
  }

  private void up() throws IOException {
    Files.writeString(directory.resolve("config-api.port"), "18080");
    Files.writeString(directory.resolve("agent-gateway.port"), "18081");
  }

  private String[] withHub(String gateway, String... more) {
    var words =
        new ArrayList<>(
            List.of(
                "--api",
                "https://hub.example",
                "--token",
                directory.resolve("token").toString(),
                "--gateway",
                gateway));
    words.addAll(Arrays.asList(more));
    return words.toArray(String[]::new);
  }

  private ConnectOptions parse(boolean helmIsThere, String... more) {
    var words =
        new ArrayList<>(
            List.of(
                "--kubeconfig",
                directory.resolve("kubeconfig").toString(),
                "--subscription",
                SUBSCRIPTION,
                "--resource-group",
                "g",
                "--name",
                "c"));
    words.addAll(Arrays.asList(more));
    return ConnectOptions.parse(words, directory, helmIsThere);
  }
}
