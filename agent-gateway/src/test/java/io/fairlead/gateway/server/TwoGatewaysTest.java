package io.fairlead.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.embedded.Backing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An agent that hops from a gateway to another whose table has not read yet what the first told.
@Tag("process")
class TwoGatewaysTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  /// What comes last in the topic.
  enum Tail {
    COMMITTED,
    OPEN,
    ABORTED
  }

  @TempDir private Path directory;
  private final TestHub hub = new TestHub(Backing.shared().bootstrapServers());
  private final TestAgent agent = new TestAgent("edge-1");
  private TestGateway ahead;
  private TestGateway behind;
  private TestAgent.Outcome.Connected connection;

  @BeforeEach
  void begin() throws InterruptedException, ExecutionException {
    Backing.shared().deleteAllTopics();
    hub.createTopics();
    hub.cluster(agent.cluster, agent.uid, agent.publicKey());
    ahead = new TestGateway("ahead", hub.bootstrapServers(), directory.resolve("ahead"));
    behind = new TestGateway("behind", hub.bootstrapServers(), directory.resolve("behind"));
    ahead.awaitReady();
    behind.awaitReady();
    connection = agent.connect(ahead.port);
    await().atMost(SOON).until(() -> !agent.frames.isEmpty());
  }

  @AfterEach
  void end() {
    ahead.close();
    behind.close();
    agent.close();
    hub.close();
  }

  @ParameterizedTest
  @EnumSource
  void an_agent_is_never_told_what_is_older_than_what_it_knows(Tail tail) {
    // Given
    var id = agent.configuration("a");

    // When
    hopAfter(() -> hub.put(id), tail);
    back();
    hopAfter(() -> hub.put(id), tail);
    back();
    hopAfter(() -> hub.delete(id), tail);

    // Then
    assertThat(agent.held).isEmpty();
  }

  /// Has the agent learn of a change from the one gateway and hop to the other, whose table is held
  /// back until the agent waits for it.
  private void hopAfter(Runnable change, Tail tail) {
    var before = Map.copyOf(agent.held);
    HoldingMeters.Hold hold = behind.meters.holdNext();
    hub.raw("unreadable", agent.cluster, "{}".getBytes(StandardCharsets.UTF_8));
    await().atMost(SOON).until(hold::isHolding);
    change.run();
    await().atMost(SOON).until(() -> !agent.held.equals(before));
    var known = Map.copyOf(agent.held);
    Runnable end = write(tail);

    connection.socket().close();
    connection = agent.connect(behind.port);
    await().atMost(SOON).until(() -> behind.gauge("fairlead.gateway.table.barrier.waiters") == 1);
    hold.release();

    await()
        .atMost(SOON)
        .until(() -> agent.frames.stream().anyMatch(GatewayFrame.Synchronized.class::isInstance));
    assertThat(agent.frames).noneMatch(GatewayFrame.Changes.class::isInstance);
    assertThat(agent.held).isEqualTo(known);
    end.run();
  }

  /// @return what ends it
  private Runnable write(Tail tail) {
    return switch (tail) {
      case COMMITTED -> () -> {};
      case OPEN -> hub.open(agent.configuration("undecided"));
      case ABORTED -> {
        hub.abort(agent.configuration("aborted"));
        yield () -> {};
      }
    };
  }

  private void back() {
    connection.socket().close();
    connection = agent.connect(ahead.port);
    await()
        .atMost(SOON)
        .until(() -> agent.frames.stream().anyMatch(GatewayFrame.Welcome.class::isInstance));
  }
}
