package io.fairlead.systemtest.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.systemtest.hub.Hub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Azure's own SDKs as a user: the suites in `sdk/`, in a process of their own.
public enum SdkSuite {
  /// Every operation of the SDKs.
  JUDGE("judge"),
  /// From a creation until the cluster's status is visible.
  LATENCY("latency");

  private static final int LIMIT_SECONDS = 240;

  private final String script;

  SdkSuite(String script) {
    this.script = script;
  }

  /// Runs it against an API that has connected clusters.
  ///
  /// @throws AssertionError when it finds something wrong, or does not end
  public void run(URI api, Path tokenFile) throws IOException, InterruptedException {
    Path program = Hub.home().resolve("deploy/system-tests/sdk/run.sh");
    ProcessBuilder run = new ProcessBuilder(program.toString(), script).redirectErrorStream(true);
    run.environment().put("FAIRLEAD_API_URL", api.toString());
    run.environment().put("FAIRLEAD_TOKEN_FILE", tokenFile.toString());
    run.environment().put("FAIRLEAD_REQUIRE_CONNECTED", "true");
    Process judge = run.start();
    Thread.ofVirtual()
        .name("output-sdk")
        .start(() -> judge.inputReader().lines().forEach(SdkSuite::say));
    boolean ended = judge.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    judge.descendants().forEach(ProcessHandle::destroyForcibly);
    judge.destroyForcibly();
    assertThat(ended).as("the suite ends within %d s", LIMIT_SECONDS).isTrue();
    assertThat(judge.exitValue()).as("exit code of suite %s", script).isZero();
  }

  private static void say(String line) {
    System.out.println("sdk: " + line);
  }
}
