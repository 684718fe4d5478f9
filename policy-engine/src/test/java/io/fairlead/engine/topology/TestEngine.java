package io.fairlead.engine.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.topic.DeadLetter;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.Topic;
import io.fairlead.engine.decision.Asked;
import io.fairlead.engine.decision.Policies;
import io.fairlead.engine.sample.Samples;
import io.fairlead.engine.sample.Seals;
import io.fairlead.policy.evaluation.Evaluator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The topology with the real evaluator, without Kafka, on a clock that stands still unless it is
/// told to go on.
final class TestEngine implements AutoCloseable {
  /// The ship that tests are about, unless they need more of them.
  static final ResourceId SHIP = Samples.cluster("Ship-1");

  static final ResourceId BASELINE = Samples.baseline(SHIP);

  /// The key of what is said of it.
  static final String VERDICT = PolicyVerdict.key(SHIP, Samples.assignmentId(), "");

  /// However slow the machine is, a tick does all there is.
  private static ClusterProcessor.Pace pace(Duration wake, Duration patience) {
    return new ClusterProcessor.Pace(
        ClusterProcessor.Pace.STANDARD.tick(),
        Duration.ofMinutes(1),
        ClusterProcessor.Pace.STANDARD.mostDirty(),
        ClusterProcessor.Pace.STANDARD.gathering(),
        Duration.ofMinutes(1),
        wake,
        patience);
  }

  private final List<DeadLetter> letters = new ArrayList<>();
  private final TopologyTestDriver driver;
  private final TestOutputTopic<byte[], byte[]> deployments;
  private final TestOutputTopic<byte[], byte[]> verdicts;
  final TaskBoard board = new TaskBoard();
  int evaluations;
  int failures;
  int sweeps;

  TestEngine(Path directory) {
    this(directory, Evaluator::evaluate);
  }

  TestEngine(Path directory, EngineTopology.Evaluating evaluator) {
    this(directory, evaluator, pace(Duration.ZERO, Duration.ZERO));
  }

  /// One that lets what a sweep asked for come first.
  static TestEngine minding(Path directory, Duration wake, Duration patience) {
    return new TestEngine(directory, Evaluator::evaluate, pace(wake, patience));
  }

  private TestEngine(
      Path directory, EngineTopology.Evaluating evaluator, ClusterProcessor.Pace pace) {
    var properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    var parts =
        new EngineTopology.Parts(
            new Policies(() -> Samples.NOW),
            evaluator,
            board,
            new Counting(),
            letters::add,
            Seals.SEAL);
    driver = new TopologyTestDriver(EngineTopology.of(parts, pace), properties, Samples.NOW);
    deployments = output(Topic.DEPLOYMENTS);
    verdicts = output(Topic.POLICY_STATES);
  }

  private final class Counting implements EngineObserver {
    @Override
    public void evaluated(Duration took) {
      evaluations++;
    }

    @Override
    public void swept(Duration took) {
      sweeps++;
    }

    @Override
    public void asked(Deployment.Action action) {}

    @Override
    public void said(PolicyCompliance compliance) {}

    @Override
    public void tookBack() {}

    @Override
    public void failed() {
      failures++;
    }
  }

  private TestOutputTopic<byte[], byte[]> output(Topic topic) {
    return driver.createOutputTopic(
        topic.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  void publish(ClusterState state) {
    pipe(Topic.CLUSTERS, state.id().key(), Json.write(state));
  }

  void publish(ConfigurationState state) {
    pipe(Topic.CONFIGURATIONS, state.id().key(), Json.write(state));
  }

  void publish(PolicyState... states) {
    for (PolicyState state : states) {
      pipe(Topic.POLICIES, state.id().key(), Json.write(state));
    }
  }

  void report(Report report) {
    pipe(Topic.REPORTS, report.cluster().key(), Json.write(report));
  }

  void remove(ResourceId id) {
    pipe(id.isExtension() ? Topic.CONFIGURATIONS : Topic.CLUSTERS, id.key(), null);
  }

  void remove(PolicyId id) {
    pipe(Topic.POLICIES, id.key(), null);
  }

  @SuppressWarnings("NullAway") // a deletion has no value
  void pipe(Topic topic, String key, byte @Nullable [] value) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(
            topic.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
    var headers = new RecordHeaders();
    headers.add(EventHeaders.EPOCH, Long.toString(Samples.EPOCH).getBytes(StandardCharsets.UTF_8));
    input.pipeInput(new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), value, headers));
  }

  /// Lets the engine look what is to be done.
  void tick() {
    pass(ClusterProcessor.Pace.STANDARD.tick());
  }

  /// Lets everything under way come to rest.
  void settle() {
    pass(Asked.SETTLING);
    tick();
  }

  void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /// What was asked since it was looked at last.
  List<Deployment> deployments() {
    return deployments.readValuesToList().stream()
        .map(value -> Seals.opened(Json.read(value, Deployment.class)))
        .toList();
  }

  /// What was said since it was looked at last; without a value what was taken back.
  List<Said> verdicts() {
    List<Said> all = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record : verdicts.readRecordsToList()) {
      byte @Nullable [] value = record.value();
      all.add(
          new Said(
              new String(record.key(), StandardCharsets.UTF_8),
              value == null ? null : Json.read(value, PolicyVerdict.class),
              new String(
                  record.headers().lastHeader(EventHeaders.TYPE).value(), StandardCharsets.UTF_8),
              Long.parseLong(
                  new String(
                      record.headers().lastHeader(EventHeaders.EPOCH).value(),
                      StandardCharsets.UTF_8))));
    }
    return all;
  }

  /// A record on the topic of verdicts.
  record Said(String key, @Nullable PolicyVerdict verdict, String type, long epoch) {
    PolicyVerdict given() {
      return Objects.requireNonNull(verdict, "taken back");
    }

    PolicyVerdict.@Nullable Reason reason() {
      return verdict == null ? null : verdict.reason();
    }
  }

  /// The ship with the policy in force, looked at.
  ///
  /// @param env of the ship; the policy is for `prod`
  void assigned(String onUnassign, String env) {
    publish(Samples.definition(), Samples.assignment(onUnassign));
    publish(Samples.clusterState(SHIP, 1, env));
    tick();
  }

  /// The ship with its baseline written, and all that looked at.
  ConfigurationState deployed(String onUnassign) {
    assigned(onUnassign, "prod");
    ConfigurationState written = Samples.written(deployments().getFirst(), 1);
    publish(written);
    settle();
    assertThat(deployments()).isEmpty();
    assertThat(verdicts()).isNotEmpty();
    return written;
  }

  /// Passes for what takes back the verdict on the ship.
  static void takesBack(Said said) {
    assertThat(said.key()).isEqualTo(VERDICT);
    assertThat(said.verdict()).isNull();
  }

  List<DeadLetter> deadLetters() {
    return letters;
  }

  @Override
  public void close() {
    driver.close();
  }
}
