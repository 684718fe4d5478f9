package io.fairlead.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.engine.sample.Samples;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthorshipTest {
  private static final ResourceId BASELINE = Samples.baseline(Samples.cluster("ship-1"));

  @Test
  void is_what_nobody_wrote_since_a_policy_did() {
    assertThat(Authorship.of(record(Lifecycle.Active, managedBy(7)))).isEqualTo(Authorship.POLICY);
  }

  @Test
  void is_not_what_somebody_else_wrote_afterwards() {
    assertThat(Authorship.of(record(Lifecycle.Active, managedBy(6)))).isEqualTo(Authorship.PERHAPS);
  }

  @Test
  void is_not_what_no_policy_wrote() {
    assertThat(Authorship.of(record(Lifecycle.Active, null))).isEqualTo(Authorship.NO_POLICY);
  }

  @Test
  void is_not_what_is_being_deleted() {
    assertThat(Authorship.of(record(Lifecycle.Deleting, managedBy(7))))
        .isEqualTo(Authorship.PERHAPS);
  }

  @Test
  void is_not_what_cannot_be_read() {
    assertThat(Authorship.of("[{".getBytes(StandardCharsets.UTF_8))).isEqualTo(Authorship.PERHAPS);
    assertThat(Authorship.of("{\"generation\": []}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Authorship.PERHAPS);
  }

  private static ManagedBy managedBy(long generation) {
    return new ManagedBy(
        Samples.assignmentId(), new UUID(1, 2), "", "digest", OnUnassign.Keep, generation);
  }

  private static byte[] record(Lifecycle lifecycle, @Nullable ManagedBy managedBy) {
    // Its properties have fields of the same names.
    var properties = Json.mapper().createObjectNode().put("generation", 6);
    properties.putObject("managedBy").put("generation", 7);
    return Json.write(
        new ConfigurationState(
            BASELINE, new UUID(3, 4), 7, 1, lifecycle, properties, Samples.NOW, managedBy));
  }
}
