package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.conformance.agent.Json;
import io.fairlead.conformance.fake.FakeHub;
import io.fairlead.conformance.fake.Flaw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceMainTest {
  @TempDir Path directory = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private Path token = Path.of("");

  @BeforeEach
  void writeToken() throws IOException {
    token = Files.writeString(directory.resolve("token"), "secret\n");
  }

  @Test
  void anAcceptedGatewayEndsWithZeroAndASummary() throws IOException {
    try (FakeHub hub = new FakeHub(null)) {
      // When one check judges a hub that keeps the rules
      int code = run(hub.gatewayUri().toString(), hub.apiUri().toString(), "3.1-aud-wrong");

      // Then the exit code says so and the last line counts
      assertThat(code).isEqualTo(ConformanceMain.KEPT);
      assertThat(text(out)).contains("passed").endsWith("1 passed, 0 failed, 0 not judged\n");
    }
  }

  @Test
  void aBrokenRuleEndsWithOneAndIsTold() throws IOException {
    try (FakeHub hub = new FakeHub(Flaw.ACCEPTS_OTHER_AUDIENCES)) {
      Path json = directory.resolve("results.json");

      // When the check of a broken rule judges, with the results in a file too
      int code =
          run(
              hub.gatewayUri().toString(),
              hub.apiUri().toString(),
              "3.1-aud-wrong",
              "--json",
              json.toString());

      // Then both tell what was expected and what came
      assertThat(code).isEqualTo(ConformanceMain.BROKEN);
      assertThat(text(out)).contains("FAILED", "expected 401 WrongAudience", "actual   101");
      assertThat(Json.read(Files.readString(json)).at("/checks/0/outcome").asText())
          .isEqualTo("failed");
    }
  }

  @Test
  void wrongUsageEndsWithTwoAndSaysWhatIsAllowed() {
    // When an option is unknown
    int code =
        ConformanceMain.run(List.of("--gate", "x"), new PrintStream(out), new PrintStream(errors));

    // Then one line names it and what there is
    assertThat(code).isEqualTo(ConformanceMain.WRONG_USAGE);
    assertThat(text(errors)).contains("--gate;", Options.USAGE).hasLineCount(1);
  }

  @Test
  void aCheckThatDoesNotExistIsWrongUsage() {
    // When no check is meant
    int code = run("http://127.0.0.1:1", "http://127.0.0.1:1", "3.7");

    // Then the sections are named
    assertThat(code).isEqualTo(ConformanceMain.WRONG_USAGE);
    assertThat(text(errors)).contains("3.7", "4.2");
  }

  @Test
  void aHubThatCannotBeReachedEndsWithThree() throws IOException {
    // Given an address at which nobody listens
    String nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "http://127.0.0.1:" + free.getLocalPort();
    }

    // When it is to be judged
    int code = run(nobody, nobody, null);

    // Then one line says what cannot be reached
    assertThat(code).isEqualTo(ConformanceMain.UNREACHABLE);
    assertThat(text(errors)).contains("the API at " + nobody).hasLineCount(1);
  }

  private int run(String gateway, String api, @Nullable String only, String... more) {
    var arguments =
        new java.util.ArrayList<>(
            List.of("--gateway", gateway, "--api", api, "--token", token.toString()));
    if (only != null) {
      arguments.addAll(List.of("--only", only));
    }
    arguments.addAll(List.of(more));
    return ConformanceMain.run(arguments, new PrintStream(out), new PrintStream(errors));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
