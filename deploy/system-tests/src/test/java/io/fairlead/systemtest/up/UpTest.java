package io.fairlead.systemtest.up;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.embedded.Ports;
import io.fairlead.systemtest.user.Answer;
import io.fairlead.systemtest.user.Bodies;
import io.fairlead.systemtest.user.ConfigUser;
import io.fairlead.systemtest.user.SdkSuite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class UpTest {
  private static final Duration READY = Duration.ofSeconds(30);
  private static final Duration STOPPED = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final int CLUSTERS = 3;

  @Test
  void keepsItsDataOverARestartAndLeavesNothingBehindHoweverItEnds(@TempDir Path data)
      throws Exception {
    // Given
    int port = Ports.free();
    ResourceId id;
    Answer written;
    try (UpProcess up = UpProcess.start(data, port, CLUSTERS)) {
      UpProcess.Ready ready = up.ready(READY);
      assertThat(ready.api().getPort()).isEqualTo(port);
      ConfigUser user = new ConfigUser(ready.api(), ready.tokenFile());
      await().atMost(SOON).until(() -> user.clusters().size() == CLUSTERS);
      id = flux(user.clusters().getFirst(), "kept");
      written = user.put(id, Bodies.flux("kept")).expect(201);
      awaitCompliant(user, id);
      List<ProcessHandle> processes = up.everything();
      assertThat(processes).hasSizeGreaterThan(4);
      // When
      up.terminate();
      // Then
      UpProcess.awaitGone(processes, STOPPED);
      assertThat(List.of(port, ready.gateway().getPort())).allMatch(Ports::isFree);
    }
    try (UpProcess again = UpProcess.start(data, port, CLUSTERS)) {
      UpProcess.Ready ready = again.ready(READY);
      ConfigUser user = new ConfigUser(ready.api(), ready.tokenFile());
      assertThat(user.get(id).expect(200).etag()).isEqualTo(written.etag());
      awaitCompliant(user, id);
      List<ProcessHandle> processes = again.everything();
      again.kill9();
      UpProcess.awaitGone(processes, STOPPED);
      assertThat(List.of(port, ready.gateway().getPort())).allMatch(Ports::isFree);
    }
  }

  @Test
  void azuresSdkSeesTheStatusOfAConfigurationWithinASecondOfItsCreation(@TempDir Path data)
      throws Exception {
    // Given
    try (UpProcess up = UpProcess.start(data, Ports.free(), CLUSTERS)) {
      UpProcess.Ready ready = up.ready(SOON);
      // When and then
      SdkSuite.LATENCY.run(ready.api(), ready.tokenFile());
    }
  }

  private static void awaitCompliant(ConfigUser user, ResourceId id) {
    await("the simulated cluster reports")
        .atMost(SOON)
        .until(() -> user.get(id).text("/properties/complianceState").equals("Compliant"));
  }
}
