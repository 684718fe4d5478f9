package io.fairlead.session.core;

import static io.fairlead.session.core.Fixtures.active;
import static io.fairlead.session.core.Fixtures.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.FrameCodec;
import io.fairlead.contract.protocol.GatewayFrame;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private final MemoryStore store = new MemoryStore();

  @Test
  void S02_sendsTheLatestStatusOnceThereIsASession() {
    // Given
    TestAgent agent = holding(1);
    agent.core.onOffline();
    agent.core.onReports(List.of(status(active(0, 1).version(), "first")));
    agent.core.onReports(List.of(status(active(0, 1).version(), "second")));
    agent.core.onStart();
    // When
    agent.openUnequal(2, 1);
    // Then
    assertThat(messages(agent)).containsExactly("second");
  }

  @Test
  void keepsAStatusOverARestartUntilItIsReceived() {
    // Given
    TestAgent agent = holding(1);
    agent.core.onReports(List.of(status(active(0, 1).version(), "kept")));
    TestAgent restarted = new TestAgent(store);
    long connection = restarted.openUnequal(2, 1);
    // When
    restarted.frame(connection, new GatewayFrame.Received(1));
    // Then
    assertThat(messages(restarted)).containsExactly("kept");
    assertThat(new TestAgent(store).held().reports()).isEmpty();
  }

  @Test
  void doesNotForgetANewerStatusForTheReceiptOfAnOlderOne() {
    // Given
    TestAgent agent = holding(1);
    long connection = agent.core.connection().orElseThrow();
    agent.core.onReports(List.of(status(active(0, 1).version(), "older")));
    agent.core.onReports(List.of(status(active(0, 1).version(), "newer")));
    // When
    agent.frame(connection, new GatewayFrame.Received(1));
    // Then
    assertThat(new TestAgent(store).held().reports())
        .extracting(ConfigurationStatus::message)
        .containsExactly("newer");
  }

  @Test
  void S24_hasFewReportsUnderWayHoweverFastTheClusterReports() {
    // Given
    TestAgent agent = holding(1);
    // When
    IntStream.range(0, 1000)
        .forEach(
            number -> agent.core.onReports(List.of(status(active(0, 1).version(), "n" + number))));
    // Then
    assertThat(agent.sent(AgentFrame.Statuses.class)).hasSizeLessThanOrEqualTo(8);
    assertThat(agent.held().reports())
        .extracting(ConfigurationStatus::message)
        .containsExactly("n999");
  }

  @Test
  void whatIsReportedTogetherIsSentTogether() {
    // Given
    TestAgent agent = holding(40);
    // When
    agent.core.onReports(
        IntStream.range(0, 40)
            .mapToObj(number -> status(active(number, 1).version(), "n" + number))
            .toList());
    // Then
    assertThat(agent.sent(AgentFrame.Statuses.class))
        .singleElement()
        .satisfies(frame -> assertThat(frame.statuses()).hasSize(40));
  }

  @Test
  void sendsTheLastStatusWhenRoomIsMade() {
    // Given
    TestAgent agent = holding(1);
    long connection = agent.core.connection().orElseThrow();
    IntStream.range(0, 1000)
        .forEach(
            number -> agent.core.onReports(List.of(status(active(0, 1).version(), "n" + number))));
    // When
    agent.frame(connection, new GatewayFrame.Received(1));
    // Then
    assertThat(messages(agent)).endsWith("n999");
  }

  @Test
  void splitsManyStatusesIntoFramesThatFit() {
    // Given
    TestAgent agent = holding(40);
    agent.core.onOffline();
    String large = "x".repeat(30_000);
    IntStream.range(0, 40)
        .forEach(
            number -> agent.core.onReports(List.of(status(active(number, 1).version(), large))));
    agent.core.onStart();
    // When
    agent.openUnequal(2, 1);
    // Then
    List<AgentFrame.Statuses> frames = agent.sent(AgentFrame.Statuses.class);
    assertThat(frames).hasSizeGreaterThan(3);
    assertThat(frames).allSatisfy(frame -> assertThat(FrameCodec.write(frame)).isNotEmpty());
  }

  @Test
  void cutsATooLargeStatusDownToItsMessageAndSaysSo() {
    // Given
    TestAgent agent = holding(1);
    ConfigurationStatus large =
        new ConfigurationStatus(
            active(0, 1).version(),
            Compliance.NonCompliant,
            "a reason",
            Fixtures.NOON,
            null,
            null,
            null,
            null,
            JsonNodeFactory.instance.arrayNode().add("y".repeat(70_000)));
    // When
    agent.core.onReports(List.of(large));
    // Then
    ConfigurationStatus sent =
        agent.sent(AgentFrame.Statuses.class).getFirst().statuses().getFirst();
    assertThat(sent.compliance()).isEqualTo(Compliance.NonCompliant);
    assertThat(sent.message()).startsWith("a reason [status cut: ");
    assertThat(Json.write(sent).length).isLessThan(ConfigurationStatus.MAX_BYTES);
  }

  @Test
  void dropsTheStatusOfWhatItDoesNotHold() {
    // Given
    TestAgent agent = holding(1);
    // When
    agent.core.onReports(List.of(status(active(7, 1).version(), "of nobody")));
    // Then
    assertThat(agent.sent(AgentFrame.Statuses.class)).isEmpty();
  }

  private TestAgent holding(int configurations) {
    TestAgent agent = new TestAgent(store);
    long connection = agent.openUnequal(1, 1);
    agent.frame(
        connection,
        SessionCoreTest.changes(
            1, IntStream.range(0, configurations).mapToObj(number -> active(number, 1)).toList()));
    return agent;
  }

  private static List<String> messages(TestAgent agent) {
    return agent.sent(AgentFrame.Statuses.class).stream()
        .flatMap(frame -> frame.statuses().stream())
        .map(status -> String.valueOf(status.message()))
        .toList();
  }
}
