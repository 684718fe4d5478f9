package io.fairlead.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.FrameCodec;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NullnessTest {
  @Test
  void nullable_components_may_be_absent() {
    // When
    var read = Json.read(utf8("{\"agentVersion\":\"1\"}"), AgentDescription.class);

    // Then
    assertThat(read).isEqualTo(new AgentDescription("1", null, null, null, null, null));
  }

  @Test
  void a_close_reason_keeps_its_delay_without_a_detail() {
    // When
    var read = CloseReason.read(4002, "{\"cause\":\"Draining\",\"retryAfterMillis\":5}");

    // Then
    assertThat(read).isEqualTo(new CloseReason(CloseCause.Draining, 5L, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"hello\"}",
        "{\"type\":\"hello\",\"epoch\":1,\"held\":null,\"agent\":{\"agentVersion\":\"1\"}}",
        "{\"type\":\"inventory\",\"held\":[]}",
        "{\"type\":\"inventory\",\"last\":true}",
        "{\"type\":\"inventory\",\"held\":[null],\"last\":true}",
        "{\"type\":\"inventory\",\"held\":[{\"id\":\"/a\",\"generation\":1}],\"last\":true}",
        "{\"type\":\"acknowledge\",\"refused\":[]}",
        "{\"type\":\"statuses\",\"number\":1,\"statuses\":[{\"compliance\":\"Compliant\"}]}",
      })
  void every_other_component_must_be_there(String frame) {
    // Then
    assertThatThrownBy(() -> FrameCodec.readAgentFrame(frame))
        .isInstanceOf(UnreadableJsonException.class);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
