package io.fairlead.systemtest.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.hub.Hub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Azure's own SDKs judge the API: the suites in `sdk/`, run against the shared hub.
@ScenarioTest
class SdkJudgeTest {
  private static final int LIMIT_SECONDS = 240;

  @ParameterizedTest
  @ValueSource(strings = {"judge", "latency"})
  void azuresOwnSdksFindNothingWrong(String suite, World world)
      throws IOException, InterruptedException {
    // Given
    for (int number = 0; number < 3; number++) {
      world.fleet().join("sdk-" + number);
    }
    Path script = Hub.home().resolve("deploy/system-tests/sdk/run.sh");
    ProcessBuilder run = new ProcessBuilder(script.toString(), suite).redirectErrorStream(true);
    run.environment().put("FAIRLEAD_API_URL", world.hub().api().toString());
    run.environment().put("FAIRLEAD_TOKEN_FILE", world.hub().tokenFile().toString());
    run.environment().put("FAIRLEAD_REQUIRE_CONNECTED", "true");
    // When
    Process judge = run.start();
    Thread.ofVirtual()
        .name("output-sdk")
        .start(() -> judge.inputReader().lines().forEach(SdkJudgeTest::say));
    boolean ended = judge.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    judge.descendants().forEach(ProcessHandle::destroyForcibly);
    judge.destroyForcibly();
    // Then
    assertThat(ended).as("the suite ends within %d s", LIMIT_SECONDS).isTrue();
    assertThat(judge.exitValue()).isZero();
  }

  private static void say(String line) {
    System.out.println("sdk: " + line);
  }
}
