package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.changed;
import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static io.fairlead.agent.control.Samples.kustomization;
import static io.fairlead.agent.control.Stage.DRIFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.HeldConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// S51, with a clock that is two hours off after the reboot: the controllers depend on no clock.
@NeedsRealApiServer
class S51EdgeClockTest {
  private static final String DELETED = "Kustomization web-apps";

  private final ResourceId web = flux("web");
  private final ResourceId db = flux("db");
  private Stage stage;

  @BeforeEach
  void start() {
    stage = Stage.of(S51EdgeClockTest.class);
    stage.known(web);
    stage.known(db);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT2H", "-PT2H"})
  void afterARebootWithAWrongClockOnlyWhatIsWrongIsTouched(String offset) {
    // Given
    HeldConfiguration former = wanted(web, properties("./apps"));
    stage.agent().hold(former, wanted(db, properties("./apps")));
    stage.awaitCompliance(web, 1, Compliance.Compliant);
    stage.awaitCompliance(db, 1, Compliance.Compliant);
    awaitAcknowledged(web);
    awaitAcknowledged(db);
    Map<String, String> before = versions();
    stage.stopAgent();
    stage.client().resource(stage.object(ManagedKind.Kustomization, "web-apps")).delete();
    // When
    stage.startAgent(Clock.offset(Clock.systemUTC(), Duration.parse(offset)));
    // Then
    await().atMost(DRIFT).until(() -> versions().containsKey(DELETED));
    before.remove(DELETED);
    assertThat(versions()).containsAllEntriesOf(before);
    stage.agent().hold(changed(former, properties("./next")));
    stage.awaitCompliance(web, 2, Compliance.Compliant);
    before.keySet().removeIf(name -> name.startsWith("Kustomization web"));
    assertThat(versions()).containsAllEntriesOf(before);
    assertThat(stage.agent().status(db)).as("the hub has it").isEmpty();
  }

  private String properties(String path) {
    return Samples.flux(stage.apps(), "namespace", Samples.GIT, kustomization("apps", path));
  }

  /// Until then it would rightly be told again.
  private void awaitAcknowledged(ResourceId id) {
    await()
        .atMost(Stage.SOON)
        .until(
            () ->
                stage
                    .record(id)
                    .map(record -> record.statusOrNone())
                    .filter(status -> status.acknowledged() != null)
                    .filter(status -> Objects.equals(status.fingerprint(), status.acknowledged()))
                    .isPresent());
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    for (ResourceId id : new ResourceId[] {web, db}) {
      stage
          .objects(id)
          .forEach((name, object) -> versions.put(name, object.getMetadata().getResourceVersion()));
    }
    return versions;
  }
}
