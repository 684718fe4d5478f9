package io.fairlead.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.SetDigest;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Nothing an agent can say breaks more than its own session, and that only as a violation.
class MutatedFramesTest {

  private static final List<String> FRAMES =
      List.of(
          FrameCodec.write(new AgentFrame.Hello(3, SetDigest.EMPTY, ModelAgent.description())),
          FrameCodec.write(new AgentFrame.Inventory(new World().versions(), true)),
          FrameCodec.write(new AgentFrame.Acknowledge(1, List.of())),
          FrameCodec.write(new AgentFrame.Statuses(1, List.of())),
          "{\"type\":\"removed\",\"number\":1,\"configurations\":[{\"id\":\""
              + World.configuration("a")
              + "\",\"uid\":\"00000000-0000-0000-0000-000000000001\",\"generation\":1}]}",
          FrameCodec.write(new AgentFrame.RemovalsHeld(1, 3, 4)),
          FrameCodec.write(new AgentFrame.Heartbeat()));

  @Provide
  Arbitrary<String> mutated() {
    Arbitrary<String> frame = Arbitraries.of(FRAMES);
    Arbitrary<String> truncated =
        Combinators.combine(frame, Arbitraries.doubles().between(0, 1))
            .as((text, part) -> text.substring(0, (int) (text.length() * part)));
    Arbitrary<String> changed =
        Combinators.combine(
                frame, Arbitraries.doubles().between(0, 0.99), Arbitraries.chars().ascii())
            .as(
                (text, part, with) -> {
                  int at = (int) (text.length() * part);
                  return text.substring(0, at) + with + text.substring(at + 1);
                });
    Arbitrary<String> spliced =
        Combinators.combine(frame, frame, Arbitraries.doubles().between(0, 1))
            .as(
                (one, other, part) ->
                    one.substring(0, (int) (one.length() * part))
                        + other.substring((int) (other.length() * part)));
    Arbitrary<String> nested =
        Arbitraries.integers().between(1, 5_000).map(depth -> "[".repeat(depth));
    return Arbitraries.oneOf(frame, truncated, changed, spliced, nested, Arbitraries.strings());
  }

  @Property(tries = 2000)
  void end_in_a_violation_or_are_understood(
      @ForAll("mutated") String first, @ForAll("mutated") String second) {
    // Given
    var world = new World();
    world.put("a");
    var bystander = new ListTransport();
    var _ = world.connect(bystander);
    var transport = new ListTransport();
    var session = world.connect(transport);

    // When
    session.onText(first);
    world.settle();
    session.onText(second);
    world.settle();

    // Then
    if (transport.closed != null) {
      assertThat(transport.closed.cause()).isEqualTo(CloseCause.ProtocolViolation);
      assertThat(transport.closed.write().length()).isLessThanOrEqualTo(123);
    }
    assertThat(bystander.closed).isNull();
  }
}
