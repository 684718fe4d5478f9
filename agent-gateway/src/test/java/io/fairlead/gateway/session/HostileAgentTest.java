package io.fairlead.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.contract.protocol.SetDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Whatever an agent says, in whatever order and however much of it: it ends its own session at
/// most, and learns and changes nothing of another cluster's.
class HostileAgentTest {
  private static final ResourceId OTHER =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "edge-2");
  private static final UUID OTHER_UID = new UUID(9, 9);
  private static final ConfigurationVersion THEIRS =
      new ConfigurationVersion(
          OTHER.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "theirs"),
          new UUID(9, 1),
          1_000);
  private static final ConfigurationVersion OURS =
      new ConfigurationVersion(World.configuration("a"), new UUID(2, 1), 1);

  private static final Set<CloseCause> ALLOWED =
      Set.of(
          CloseCause.ProtocolViolation,
          CloseCause.FrameTooLarge,
          CloseCause.SlowReader,
          CloseCause.HeartbeatMissed,
          CloseCause.ConnectionLost,
          CloseCause.AgentLeft);

  /// A gateway with a session of each of two clusters. One of the agents behaves.
  private static final class Scene {
    final World world = new World();
    final ListTransport bystander = new ListTransport();
    final ListTransport transport = new ListTransport();
    final Session other;
    final Session session;
    int mostWaiting;

    Scene() {
      world.put("a");
      world.put(THEIRS, 50);
      other = world.connect(bystander, OTHER, OTHER_UID);
      other.onText(hello(SetDigest.of(List.of(THEIRS))));
      world.settle();
      transport.capacity = 16;
      session = world.connect(transport);
    }

    /// Time passes, and the agent that behaves says that it is alive.
    void pass(Duration time) {
      other.onText(FrameCodec.write(new AgentFrame.Heartbeat()));
      world.advance(time);
    }

    /// What the agent sends waits in its socket while it is not read.
    void say(String text) {
      if (transport.closed == null && !transport.paused) {
        session.onText(text);
        mostWaiting = Math.max(mostWaiting, world.pending.size());
      }
    }
  }

  /// One thing that an agent does, or that happens to it.
  private record Step(String what, Consumer<Scene> act) {
    static Step say(String text) {
      return new Step(
          text.length() > 200 ? text.length() + " characters" : text, scene -> scene.say(text));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  private static String hello(SetDigest held) {
    return FrameCodec.write(new AgentFrame.Hello(3, held, ModelAgent.description()));
  }

  private static ConfigurationStatus status(ConfigurationVersion version) {
    return new ConfigurationStatus(
        version, Compliance.Compliant, null, Instant.EPOCH, null, null, null, null, null);
  }

  @Provide
  Arbitrary<String> frames() {
    Arbitrary<ConfigurationVersion> versions =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(OURS)),
            Tuple.of(1, Arbitraries.of(THEIRS)),
            Tuple.of(
                1,
                Arbitraries.longs()
                    .between(1, 1L << 53)
                    .map(
                        g ->
                            new ConfigurationVersion(
                                World.configuration("b"), new UUID(3, g), g))));
    Arbitrary<List<ConfigurationVersion>> some =
        versions.list().ofMaxSize(3).map(l -> l.stream().distinct().toList());
    Arbitrary<Long> numbers = Arbitraries.longs().between(0, 6);
    Arbitrary<AgentFrame> frames =
        Arbitraries.frequencyOf(
            Tuple.of(
                3,
                some.map(
                    held -> new AgentFrame.Hello(3, SetDigest.of(held), ModelAgent.description()))),
            Tuple.of(
                3,
                Combinators.combine(some, Arbitraries.of(true, false))
                    .as(AgentFrame.Inventory::new)),
            Tuple.of(
                4,
                Combinators.combine(numbers, some)
                    .as(
                        (nonce, refused) ->
                            new AgentFrame.Acknowledge(
                                nonce, refused.stream().map(v -> new Refusal(v, "no")).toList()))),
            Tuple.of(
                3,
                Combinators.combine(numbers, some)
                    .as(
                        (number, of) ->
                            new AgentFrame.Statuses(
                                number, of.stream().map(HostileAgentTest::status).toList()))),
            Tuple.of(2, Combinators.combine(numbers, some).as(AgentFrame.Removed::new)),
            Tuple.of(
                2,
                Combinators.combine(numbers, Arbitraries.integers().between(-1, 9))
                    .as((number, held) -> new AgentFrame.RemovalsHeld(number, held, 4))),
            Tuple.of(2, Arbitraries.create(AgentFrame.Heartbeat::new)));
    return frames.map(FrameCodec::write);
  }

  @Provide
  Arbitrary<String> broken() {
    Arbitrary<Double> part = Arbitraries.doubles().between(0, 0.99);
    Arbitrary<String> cut =
        Combinators.combine(frames(), part)
            .as((text, at) -> text.substring(0, (int) (text.length() * at)));
    Arbitrary<String> changed =
        Combinators.combine(frames(), part, Arbitraries.chars().all())
            .as(
                (text, at, with) -> {
                  int index = (int) (text.length() * at);
                  return text.substring(0, index) + with + text.substring(index + 1);
                });
    Arbitrary<String> odd =
        Arbitraries.of(
            "",
            "{}",
            "null",
            "[]",
            "{\"type\":\"welcome\",\"session\":1,\"epoch\":3,\"inSync\":true,\"heartbeatSeconds\":60}",
            "{\"type\":\"heartbeat\",\"type\":\"hello\"}",
            "{\"type\":\"heartbeat\"} {\"type\":\"heartbeat\"}",
            "{\"type\":\"acknowledge\",\"nonce\":1e99,\"refused\":[]}",
            "{\"type\":\"statuses\",\"number\":-9223372036854775808,\"statuses\":[]}",
            "{\"type\":\"statuses\",\"number\":1,\"statuses\":[null]}",
            "{\"type\":\"inventory\",\"last\":true,\"held\":null}",
            "{\"a\":".repeat(200) + "1" + "}".repeat(200),
            "\u0000",
            "\ud800",
            " ".repeat(ProtocolLimits.MAX_FRAME_BYTES + 1));
    return Arbitraries.oneOf(cut, changed, odd);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> happenings =
        Arbitraries.of(
            new Step("(settled)", scene -> scene.world.settle()),
            new Step("(a change of ours)", scene -> scene.world.put("a")),
            new Step("(a second passes)", scene -> scene.pass(Duration.ofSeconds(1))),
            new Step("(a minute passes)", scene -> scene.pass(Duration.ofSeconds(61))),
            new Step("(read)", scene -> scene.session.onWritable()),
            new Step("(binary)", scene -> scene.session.onBinary()),
            new Step("(closed by the agent)", scene -> scene.session.onPeerClosed(1000)),
            new Step("(broken)", scene -> scene.session.onPeerClosed(1006)));
    Arbitrary<Step> floods =
        Combinators.combine(frames(), Arbitraries.integers().between(50, 400))
            .as(
                (text, times) ->
                    new Step(
                        times + " times " + text,
                        scene -> {
                          for (int i = 0; i < times; i++) {
                            scene.say(text);
                          }
                        }));
    Arbitrary<Step> numbered =
        Arbitraries.of(
            new Step(
                "500 statuses as they should be",
                scene -> {
                  for (int i = 1; i <= 500; i++) {
                    scene.say(FrameCodec.write(new AgentFrame.Statuses(i, List.of(status(OURS)))));
                  }
                }));
    Step settled = new Step("(settled)", scene -> scene.world.settle());
    Arbitrary<List<Step>> opening =
        Arbitraries.of(
            List.of(
                List.<Step>of(),
                List.of(Step.say(hello(SetDigest.of(List.of(OURS)))), settled),
                List.of(
                    Step.say(hello(SetDigest.EMPTY)),
                    settled,
                    Step.say(FrameCodec.write(new AgentFrame.Inventory(List.of(), true))),
                    settled)));
    Arbitrary<Step> any =
        Arbitraries.frequencyOf(
            Tuple.of(8, frames().map(Step::say)),
            Tuple.of(2, broken().map(Step::say)),
            Tuple.of(5, happenings),
            Tuple.of(1, floods),
            Tuple.of(1, numbered));
    return Combinators.combine(opening, any.list().ofMinSize(1).ofMaxSize(15))
        .as((first, rest) -> Stream.concat(first.stream(), rest.stream()).toList());
  }

  @Property(tries = 1500, seed = "20261129")
  void ends_its_own_session_at_most_and_learns_nothing_of_another_cluster(
      @ForAll("steps") List<Step> steps) {
    // Given
    var scene = new Scene();
    int theirReports = reportsOf(scene, OTHER).size();
    int theirFrames = scene.bystander.sent.size();

    // When
    steps.forEach(step -> step.act().accept(scene));
    scene.world.settle();

    // Then
    assertThat(scene.bystander.closed).isNull();
    assertThat(scene.bystander.sent).hasSize(theirFrames);
    assertThat(reportsOf(scene, OTHER)).hasSize(theirReports);
    assertThat(scene.world.events.stream().filter(event -> !event.cluster().equals(OTHER)))
        .extracting(SessionEvent::cluster)
        .allMatch(World.CLUSTER::equals);
    assertThat(reportsOf(scene, World.CLUSTER))
        .allSatisfy(
            report -> {
              assertThat(report.clusterUid()).isEqualTo(World.CLUSTER_UID);
              assertThat(report.toString()).doesNotContain("edge-2");
            });
    assertThat(scene.transport.sent)
        .allSatisfy(frame -> assertThat(frame).doesNotContain("edge-2"))
        .hasSizeLessThan(2_000);
    assertThat(scene.mostWaiting)
        .as("what waits for Kafka or the table")
        .isLessThanOrEqualTo(scene.world.policy.reportsInFlight() + 4);
    if (scene.transport.closed != null) {
      assertThat(scene.transport.closed.cause()).isIn(ALLOWED);
      assertThat(scene.transport.closed.write().length()).isLessThanOrEqualTo(123);
      assertThat(scene.world.registry.size()).isEqualTo(1);
    }
  }

  @Property(tries = 1000, seed = "20261129")
  void a_frame_that_is_none_is_a_violation_at_once(@ForAll("broken") String text) {
    // Given
    var scene = new Scene();
    scene.say(hello(SetDigest.of(List.of(OURS))));
    scene.world.settle();
    boolean readable = isFrame(text);

    // When
    scene.say(text);

    // Then
    if (!readable) {
      assertThat(scene.transport.closed).isNotNull();
      assertThat(scene.transport.closed.cause())
          .isIn(CloseCause.ProtocolViolation, CloseCause.FrameTooLarge);
    }
    assertThat(scene.bystander.closed).isNull();
  }

  private static boolean isFrame(String text) {
    try {
      return FrameCodec.readAgentFrame(text) != null;
    } catch (UnreadableJsonException _) {
      return false;
    }
  }

  private static List<Report> reportsOf(Scene scene, ResourceId cluster) {
    return scene.world.reports.stream()
        .filter(r -> r.cluster().equals(cluster))
        .filter(r -> !(r.body() instanceof ReportBody.Heartbeat))
        .toList();
  }
}
