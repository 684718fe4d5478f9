package io.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.embedded.StartException;
import io.fairlead.local.agent.AgentTarget;
import io.fairlead.local.fleet.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static final Path DEFAULT_DATA = Path.of("/somewhere");

  @Test
  void has_defaults() {
    // When
    var options = Options.parse(List.of(), DEFAULT_DATA);

    // Then
    assertThat(options).isEqualTo(new Options(3, DEFAULT_DATA, 8080, null, null));
  }

  @Test
  void takes_all_three() {
    // When
    var options =
        Options.parse(List.of("--port", "1", "--data", "/d", "--clusters", "0"), DEFAULT_DATA);

    // Then
    assertThat(options).isEqualTo(new Options(0, Path.of("/d"), 1, null, null));
  }

  @Test
  void takes_a_folder_of_secrets(@TempDir Path directory) {
    // When
    var options = Options.parse(List.of("--secrets", directory.toString()), DEFAULT_DATA);

    // Then
    assertThat(options.secrets()).isEqualTo(directory);
    assertThat(
            new ServiceProgram("config-api", List.of("-jar", "a.jar"))
                .with("fairlead.store.secrets-dir", directory)
                .javaArguments())
        .containsExactly("-Dfairlead.store.secrets-dir=" + directory, "-jar", "a.jar");
  }

  @Test
  void refuses_secrets_that_are_no_folder(@TempDir Path directory) {
    // Given
    var absent = List.of("--secrets", directory.resolve("absent").toString());

    // Then
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> Options.parse(absent, DEFAULT_DATA))
        .withMessageContaining("is not a folder");
  }

  @Test
  void names_a_real_cluster_itself_where_only_its_kubeconfig_is_given(@TempDir Path directory)
      throws IOException {
    // Given
    Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), "");

    // When
    var options = Options.parse(List.of("--kubeconfig", kubeconfig.toString()), DEFAULT_DATA);

    // Then
    var id =
        ResourceId.cluster(
            SimulatedFleet.SUBSCRIPTION,
            SimulatedFleet.RESOURCE_GROUP,
            "Microsoft.Kubernetes/connectedClusters",
            "cluster-01");
    assertThat(options.agent())
        .isEqualTo(new AgentTarget(kubeconfig, id, "local", "fairlead", false));
  }

  @Test
  void refuses_a_data_directory_without_a_name() {
    // When
    var refusal =
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(() -> Options.parse(List.of("--data", ""), DEFAULT_DATA));

    // Then
    refusal.withMessage("--data needs a value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --cluster 3     | unknown option --cluster; allowed: --clusters N, --data DIR, --port P, --secrets DIR, --kubeconfig FILE, --subscription UUID, --resource-group NAME, --name NAME, --location PLACE, --namespace NAMESPACE, --replace-key
          --clusters      | --clusters needs a value
          --data --port 1 | --data needs a value
          --clusters -1   | --clusters -1: must be a whole number from 0 to 10000
          --clusters 10001| --clusters 10001: must be a whole number from 0 to 10000
          --clusters abc  | --clusters abc: must be a whole number from 0 to 10000
          --port -1       | --port -1: must be a whole number from 0 to 65535
          --port 65536    | --port 65536: must be a whole number from 0 to 65535
          --name a        | --name says which real cluster is meant: it needs --kubeconfig
          --replace-key   | --replace-key says which real cluster is meant: it needs --kubeconfig
          --port x        | --port x: must be a whole number from 0 to 65535
          """)
  void names_what_is_wrong(String arguments, String message) {
    // When
    var refusal =
        assertThatExceptionOfType(StartException.class)
            .isThrownBy(
                () -> Options.parse(List.of(arguments.strip().split(" ", -1)), DEFAULT_DATA));

    // Then
    refusal.withMessage(message);
  }
}
