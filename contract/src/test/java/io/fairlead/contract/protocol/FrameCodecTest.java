package io.fairlead.contract.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.UnreadableJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {
  private static final ConfigurationVersion VERSION =
      new ConfigurationVersion(
          ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "ship")
              .extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "baseline"),
          new UUID(1, 2),
          7);

  @Property(tries = 1000)
  void anyTextIsAFrameOrUnreadable(@ForAll String text) {
    // When, Then
    readAsBoth(text);
  }

  @Property(tries = 2000)
  void aDamagedFrameIsAFrameOrUnreadable(
      @ForAll("frames") Frame frame, @ForAll @IntRange(max = 500) int at, @ForAll byte with) {
    // Given
    byte[] bytes = FrameCodec.write(frame).getBytes(StandardCharsets.UTF_8);
    bytes[at % bytes.length] = with;
    // When, Then
    readAsBoth(new String(bytes, StandardCharsets.UTF_8));
  }

  @Property(tries = 500)
  void aCutFrameIsUnreadable(@ForAll("frames") Frame frame, @ForAll @IntRange(max = 500) int at) {
    // Given
    String text = FrameCodec.write(frame);
    // When
    String cut = text.substring(0, at % text.length());
    // Then
    assertThatThrownBy(() -> FrameCodec.readAgentFrame(cut))
        .isInstanceOf(UnreadableJsonException.class);
    assertThatThrownBy(() -> FrameCodec.readGatewayFrame(cut))
        .isInstanceOf(UnreadableJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"type\":\"nonsense\"}",
        "{\"type\":null}",
        "{\"type\":\"heartbeat\",\"type\":\"heartbeat\"}",
        "{\"type\":\"heartbeat\"} trailing",
        "{\"type\":\"removalsHeld\",\"number\":\"x\",\"held\":1,\"of\":2}",
        "{\"type\":\"removed\",\"number\":1,\"configurations\":[null]}",
        "{\"type\":\"removed\",\"number\":1,\"configurations\":"
            + "[{\"id\":\"/x\",\"uid\":\"y\",\"generation\":0}]}",
        "{\"type\":\"hello\",\"epoch\":1,\"held\":\"-0\",\"agent\":{\"agentVersion\":\"1\"}}"
      })
  void saysOfWhatIsNoFrameThatItIsUnreadable(String text) {
    // When, Then
    assertThatThrownBy(() -> FrameCodec.readAgentFrame(text))
        .isInstanceOf(UnreadableJsonException.class);
  }

  @Test
  void doesNotQuoteWhatItCannotRead() {
    // When, Then
    assertThatThrownBy(() -> FrameCodec.readAgentFrame("{\"type\":\"s3cret\"}"))
        .isInstanceOf(UnreadableJsonException.class)
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }

  @Test
  void refusesDeepNesting() {
    // Given
    String deep = "{\"type\":\"heartbeat\",\"x\":" + "[".repeat(100) + "]".repeat(100) + "}";
    // When, Then
    assertThatThrownBy(() -> FrameCodec.readAgentFrame(deep))
        .isInstanceOf(UnreadableJsonException.class);
  }

  @Test
  void writesNoFrameThatIsTooLarge() {
    // Given
    AgentFrame large = new AgentFrame.Removed(1, Collections.nCopies(2000, VERSION));
    // When, Then
    assertThatThrownBy(() -> FrameCodec.write(large))
        .isInstanceOf(FrameTooLargeException.class)
        .hasMessageContaining("at most 262144 bytes");
  }

  private static void readAsBoth(String text) {
    try {
      assertThat(FrameCodec.readAgentFrame(text)).isNotNull();
    } catch (UnreadableJsonException expected) {
      assertThat(expected).hasMessageNotContaining("Exception:");
    }
    try {
      assertThat(FrameCodec.readGatewayFrame(text)).isNotNull();
    } catch (UnreadableJsonException expected) {
      assertThat(expected).hasMessageNotContaining("Exception:");
    }
  }

  @Provide
  Arbitrary<Frame> frames() {
    return Arbitraries.of(
        new AgentFrame.Inventory(List.of(VERSION), true),
        new AgentFrame.Acknowledge(3, List.of(new Refusal(VERSION, "ünreadable"))),
        new AgentFrame.RemovalsHeld(3, 1, 2),
        new AgentFrame.Heartbeat(),
        new GatewayFrame.Welcome(1, 1, true, 60),
        new GatewayFrame.Changes(1, 1, List.of(), List.of(VERSION.id())),
        new GatewayFrame.Synchronized(SetDigest.of(List.of(VERSION))),
        new GatewayFrame.Received(1));
  }
}
