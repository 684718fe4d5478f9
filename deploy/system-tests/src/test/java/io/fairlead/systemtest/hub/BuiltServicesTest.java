package io.fairlead.systemtest.hub;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltServicesTest {
  private static final Instant BUILT = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path home;

  @Test
  void passesWhenNoSourceIsNewer() throws IOException {
    // Given
    file("config-api/target/quarkus-app/quarkus-run.jar", BUILT);
    file("agent-gateway/target/quarkus-app/quarkus-run.jar", BUILT);
    file("policy-engine/target/quarkus-app/quarkus-run.jar", BUILT);
    file("cluster-agent/target/quarkus-app/quarkus-run.jar", BUILT);
    file("contract/src/main/java/A.java", BUILT.minusSeconds(1));
    file("contract/src/test/java/ATest.java", BUILT.plusSeconds(1));
    // When and then
    assertThatCode(() -> BuiltServices.requireUpToDate(home)).doesNotThrowAnyException();
  }

  @Test
  void namesTheSourceThatIsNewer() throws IOException {
    // Given
    file("config-api/target/quarkus-app/quarkus-run.jar", BUILT.plusSeconds(2));
    file("agent-gateway/target/quarkus-app/quarkus-run.jar", BUILT);
    file("contract/src/main/java/A.java", BUILT.plusSeconds(1));
    // When and then
    assertThatThrownBy(() -> BuiltServices.requireUpToDate(home))
        .hasMessage(
            "agent-gateway is older than contract/src/main/java/A.java: run ./fairlead build");
  }

  @Test
  void saysWhatIsNotBuilt() throws IOException {
    // Given
    file("config-api/target/quarkus-app/quarkus-run.jar", BUILT);
    // When and then
    assertThatThrownBy(() -> BuiltServices.requireUpToDate(home))
        .hasMessage("agent-gateway is not built: run ./fairlead build");
  }

  private void file(String name, Instant modified) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }
}
