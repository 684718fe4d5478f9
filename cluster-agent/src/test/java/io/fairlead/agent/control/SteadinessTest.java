package io.fairlead.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fairlead.agent.control.Findings.Reason;
import io.fairlead.agent.object.Verdict;
import io.fairlead.agent.record.FluxConfig;
import io.fairlead.agent.record.RecordSpec;
import io.fairlead.agent.record.RecordStatus;
import io.fairlead.contract.event.Compliance;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadinessTest {
  private static final String FAILED = "HelmRelease apps/shop: timed out";

  private final AtomicLong now = new AtomicLong();
  private final Steadiness steadiness = new Steadiness(now::get);

  private static FluxConfig record(Compliance said, String message) {
    FluxConfig record = new FluxConfig();
    record.setMetadata(new ObjectMetaBuilder().withName("web").build());
    record.setSpec(
        new RecordSpec(
            AgentUnderTest.flux("web").toString(),
            UUID.randomUUID().toString(),
            1,
            1,
            RecordSpec.Wanted.Active,
            AgentUnderTest.json("{}"),
            ""));
    record.setStatus(
        new RecordStatus(1L, said.name(), message, null, null, null, null, null, null));
    return record;
  }

  private static Findings found(Compliance compliance, String message, String entry) {
    ArrayNode objects = (ArrayNode) AgentUnderTest.json("[{'complianceState':'" + entry + "'}]");
    return new Findings(
        new Verdict(compliance, message, null, null, objects), Reason.Applied, false, false, null);
  }

  @Test
  void saysNothingOfAnObjectThatIsLookedAtAgainBesidesOneThatFailed() {
    // Given
    FluxConfig record = record(Compliance.NonCompliant, FAILED);
    Findings again = found(Compliance.NonCompliant, FAILED, "Pending");
    // When
    boolean blip = steadiness.isBlip(record, again);
    // Then
    assertThat(blip).isTrue();
  }

  @Test
  void saysThatAnObjectIsLookedAtForLong() {
    // Given
    FluxConfig record = record(Compliance.NonCompliant, FAILED);
    Findings again = found(Compliance.NonCompliant, FAILED, "Pending");
    steadiness.isBlip(record, again);
    now.addAndGet(Steadiness.BLIP.toNanos());
    // When
    boolean blip = steadiness.isBlip(record, again);
    // Then
    assertThat(blip).isFalse();
  }

  @Test
  void saysAtOnceThatSomethingElseFailed() {
    // Given
    FluxConfig record = record(Compliance.NonCompliant, FAILED);
    Findings other = found(Compliance.NonCompliant, "Kustomization apps/web: no", "Pending");
    // When
    boolean blip = steadiness.isBlip(record, other);
    // Then
    assertThat(blip).isFalse();
  }

  @Test
  void saysAtOnceThatAnObjectFailedAsWell() {
    // Given
    FluxConfig record = record(Compliance.NonCompliant, FAILED);
    Findings other = found(Compliance.NonCompliant, FAILED, "Non-Compliant");
    // When
    boolean blip = steadiness.isBlip(record, other);
    // Then
    assertThat(blip).isFalse();
  }
}
