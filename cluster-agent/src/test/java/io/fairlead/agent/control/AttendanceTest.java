package io.fairlead.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fairlead.agent.cluster.FluxFault;
import io.fairlead.agent.control.Findings.Reason;
import io.fairlead.agent.object.Verdict;
import io.fairlead.agent.record.FluxConfig;
import io.fairlead.agent.record.RecordStatus;
import io.fairlead.contract.event.Compliance;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttendanceTest {
  private static final String KUSTOMIZE = "kustomize-controller";
  private static final FluxFault NONE_FOUND = new FluxFault(false, "no Deployment was found");
  private static final FluxFault NOT_RUNNING = new FluxFault(true, "it is not running");

  private final AtomicLong now = new AtomicLong();
  private @Nullable FluxFault fault = NONE_FOUND;
  private final Attendance attendance =
      new Attendance(controller -> Optional.ofNullable(fault), now::get);
  private final FluxConfig record = record();

  private static FluxConfig record() {
    FluxConfig record = new FluxConfig();
    record.setMetadata(new ObjectMetaBuilder().withName("web").build());
    return record;
  }

  private static Findings waitingFor(@Nullable String controller, String sentence) {
    return new Findings(
        new Verdict(Compliance.Pending, sentence, null, null, null, controller),
        Reason.Applied,
        false,
        false,
        null);
  }

  private void wait(int seconds) {
    now.addAndGet(seconds * 1_000_000_000L);
  }

  @Test
  void explainsAnObjectThatNobodyLooksAtForAWhile() {
    // Given
    Findings findings = waitingFor(KUSTOMIZE, "nobody looked at web");
    Findings first = attendance.explain(record, findings);
    wait(30);
    // When
    Findings explained = attendance.explain(record, findings);
    // Then
    assertThat(first).isEqualTo(findings.waiting());
    assertThat(explained.reason()).isEqualTo(Reason.FluxNotInstalled);
    assertThat(explained.verdict().compliance()).isEqualTo(Compliance.Pending);
    assertThat(explained.verdict().message())
        .isEqualTo("FluxNotInstalled: nobody looked at web: no Deployment was found");
  }

  @Test
  void tellsAControllerThatDoesNotRunFromOneThatIsNotThere() {
    // Given
    fault = NOT_RUNNING;
    Findings findings = waitingFor(KUSTOMIZE, "nobody looked at web");
    attendance.explain(record, findings);
    wait(30);
    // When
    Findings explained = attendance.explain(record, findings);
    // Then
    assertThat(explained.reason()).isEqualTo(Reason.FluxNotRunning);
  }

  @Test
  void givesEachObjectItsTime() {
    // Given
    attendance.explain(record, waitingFor(KUSTOMIZE, "nobody looked at web"));
    wait(29);
    Findings next = waitingFor(KUSTOMIZE, "nobody looked at web-b");
    attendance.explain(record, next);
    wait(2);
    // When
    Findings explained = attendance.explain(record, next);
    // Then
    assertThat(explained.reason()).isEqualTo(Reason.Applied);
  }

  @Test
  void saysNothingWhereTheControllerRunsOrNothingIsKnownOfIt() {
    // Given
    fault = null;
    Findings findings = waitingFor(KUSTOMIZE, "nobody looked at web");
    attendance.explain(record, findings);
    wait(60);
    // When
    Findings explained = attendance.explain(record, findings);
    // Then
    assertThat(explained).isEqualTo(findings);
  }

  @Test
  void saysNothingOfWhatAControllerWorksOn() {
    // Given
    Findings findings = waitingFor(null, "web is being applied");
    attendance.explain(record, findings);
    wait(60);
    // When
    Findings explained = attendance.explain(record, findings);
    // Then
    assertThat(explained).isEqualTo(findings);
  }

  @Test
  void goesOnExplainingAfterARestart() {
    // Given
    record.setStatus(
        new RecordStatus(
            1L,
            "Pending",
            "FluxNotInstalled: nobody looked at web: no Deployment was found",
            null,
            null,
            null,
            null,
            null,
            null));
    // When
    Findings explained = attendance.explain(record, waitingFor(KUSTOMIZE, "nobody looked at web"));
    // Then
    assertThat(explained.reason()).isEqualTo(Reason.FluxNotInstalled);
  }
}
