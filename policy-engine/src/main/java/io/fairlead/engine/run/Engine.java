package io.fairlead.engine.run;

import io.fairlead.contract.event.Publication;
import io.fairlead.contract.topic.Topic;
import io.fairlead.encryption.KeyId;
import io.fairlead.encryption.KeysetException;
import io.fairlead.encryption.PropertiesSeal;
import io.fairlead.engine.decision.Policies;
import io.fairlead.engine.kafka.DeadLetterProducer;
import io.fairlead.engine.metrics.EngineMetrics;
import io.fairlead.engine.topology.EngineTopology;
import io.fairlead.engine.topology.TaskBoard;
import io.fairlead.policy.evaluation.Evaluator;
import io.fairlead.streams.DeadLetterSink;
import io.fairlead.streams.DeadLetters;
import io.fairlead.streams.HubClients;
import io.fairlead.streams.HubTopics;
import io.fairlead.streams.HubUnavailableException;
import io.fairlead.streams.LastPublication;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An engine: everything but the HTTP server in front. Thread-safe.
///
/// One thread waits until all topics are there, starts Kafka Streams over them, and then watches
/// that they stay the same. When they do not, or Kafka Streams gives up, the engine is of no
/// further use: whoever runs it starts it again. Kafka being away is no such reason.
public final class Engine implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Engine.class);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(1);

  /// What the engine reads and decides rests on these, and so does all that it remembers.
  private static final Set<Topic> VITAL =
      Set.of(
          Topic.CLUSTERS,
          Topic.CONFIGURATIONS,
          Topic.POLICIES,
          Topic.REPORTS,
          Topic.DEPLOYMENTS,
          Topic.POLICY_STATES);

  private static final String CONSUMER = "/fairlead/policy-engine";

  private final EngineSettings settings;
  private final EngineTopology.Evaluating evaluator;
  private final PropertiesSeal seal;
  private final HubClients clients;
  private final Policies policies;
  private final TaskBoard board = new TaskBoard();
  private final EngineMetrics metrics;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread keeper;
  private volatile Runnable onFault = () -> {};
  private volatile boolean faulted;
  private volatile @Nullable KafkaStreams streams;

  /// @param seal seals and opens the properties of configurations
  public Engine(
      EngineSettings settings, MeterRegistry meters, InstantSource clock, PropertiesSeal seal) {
    this(settings, meters, clock, seal, Evaluator::evaluate);
  }

  Engine(
      EngineSettings settings,
      MeterRegistry meters,
      InstantSource clock,
      PropertiesSeal seal,
      EngineTopology.Evaluating evaluator) {
    this.seal = seal;
    this.settings = settings;
    this.evaluator = evaluator;
    this.clients = settings.kafka();
    this.policies = new Policies(clock);
    this.metrics = new EngineMetrics(meters, clock, policies, board);
    this.keeper = Thread.ofPlatform().name("engine-keeper").daemon().unstarted(this::run);
  }

  /// Begins.
  ///
  /// @param fault called once, when the engine is of no further use: it is then neither ready nor
  ///     alive, for good
  public void start(Runnable fault) {
    onFault = fault;
    keeper.start();
  }

  private void run() {
    try {
      keep();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | LinkageError e) {
      // Among them: RocksDB's library cannot be loaded.
      LOGGER.error("engine failed", e);
      fault();
    }
  }

  private void fault() {
    if (stopping.getCount() > 0) {
      faulted = true;
      onFault.run();
    }
  }

  private void keep() throws InterruptedException {
    try (HubTopics topics = awaitAdmin()) {
      Map<String, String> ids = awaitTopics(topics);
      if (ids.isEmpty() || !hasKeys()) {
        return;
      }
      Application application = Application.over(ids);
      forgetOthers(topics, application);
      try (DeadLetterProducer producer = new DeadLetterProducer(clients)) {
        KafkaStreams run = begin(application, new DeadLetters(CONSUMER, producer));
        watch(topics, ids, run);
        run.close(settings.stopLimit());
      }
    }
  }

  /// Kafka's name may not resolve yet.
  private HubTopics awaitAdmin() throws InterruptedException {
    Duration wait = SHORTEST_WAIT;
    while (true) {
      try {
        return new HubTopics(clients.admin(), VITAL);
      } catch (RuntimeException e) {
        LOGGER.warn("no client for Kafka retryIn={} reason={}", wait, e.toString());
        if (stops(wait)) {
          throw new InterruptedException("stopped");
        }
        wait = longer(wait);
      }
    }
  }

  /// @return the ids of all topics; none when it is to stop
  private Map<String, String> awaitTopics(HubTopics topics) throws InterruptedException {
    Duration wait = SHORTEST_WAIT;
    boolean said = false;
    do {
      try {
        Optional<Map<String, String>> ids = topics.ids();
        if (ids.isPresent()) {
          return ids.get();
        }
        if (!said) {
          LOGGER.info("waiting for topics");
          said = true;
        }
        wait = SHORTEST_WAIT;
      } catch (HubUnavailableException e) {
        LOGGER.warn("topics not known retryIn={} reason={}", wait, e.getMessage());
        wait = longer(wait);
      }
    } while (!stops(wait));
    return Map.of();
  }

  /// Waits until the store's last word is known: with a keyset that lacks the key that it seals
  /// with, no cluster could be judged.
  ///
  /// @return whether to go on
  private boolean hasKeys() throws InterruptedException {
    Duration wait = SHORTEST_WAIT;
    do {
      try {
        LastPublication.read(clients)
            .map(Publication::sealedWith)
            .map(KeyId::parse)
            .ifPresent(seal.keyring()::require);
        return true;
      } catch (HubUnavailableException e) {
        LOGGER.warn("key not known retryIn={} reason={}", wait, e.getMessage());
        wait = longer(wait);
      } catch (KeysetException e) {
        LOGGER.error("engine does not start: {}", e.getMessage());
        fault();
        return false;
      }
    } while (!stops(wait));
    return false;
  }

  /// What is left of an engine over topics that are no more.
  private void forgetOthers(HubTopics topics, Application application) throws InterruptedException {
    new LocalState(settings.stateDirectory()).deleteOthers(Application.PREFIX, application.id());
    try {
      var deleted = topics.deleteForgotten(Application.PREFIX, application.topicPrefix());
      if (!deleted.isEmpty()) {
        LOGGER.info("topics of a former engine deleted topics={}", deleted);
      }
    } catch (HubUnavailableException e) {
      // They are in nobody's way.
      LOGGER.warn("topics of a former engine not deleted reason={}", e.getMessage());
    }
  }

  private KafkaStreams begin(Application application, DeadLetters letters) {
    var local = new LocalState(settings.stateDirectory());
    DeadLetterSink counted =
        letter -> {
          metrics.poison(letter.origin().topic());
          letters.accept(letter);
        };
    var run =
        new KafkaStreams(
            EngineTopology.of(
                new EngineTopology.Parts(policies, evaluator, board, metrics, counted, seal)),
            StreamsProperties.of(
                settings, application, settings.instance().orElseGet(local::instance)));
    run.setUncaughtExceptionHandler(
        failure -> {
          LOGGER.error("Kafka Streams failed", failure);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    // A copy on disk may be of before a loss; Kafka has all of it.
    run.cleanUp();
    streams = run;
    LOGGER.info("engine starts application={} threads={}", application.id(), settings.threads());
    run.start();
    return run;
  }

  private void watch(HubTopics topics, Map<String, String> ids, KafkaStreams run)
      throws InterruptedException {
    while (!stops(settings.topicCheckInterval())) {
      if (hasEnded(run)) {
        LOGGER.error("Kafka Streams ended state={}", run.state());
        fault();
        return;
      }
      try {
        Optional<Map<String, String>> now = topics.ids();
        if (!now.equals(Optional.of(ids))) {
          LOGGER.error(
              "topics were deleted or created again, the engine has to begin anew before={} now={}",
              ids,
              now);
          fault();
          return;
        }
      } catch (HubUnavailableException e) {
        LOGGER.warn("topics not checked reason={}", e.getMessage());
      }
    }
  }

  private static boolean hasEnded(KafkaStreams run) {
    return switch (run.state()) {
      case PENDING_ERROR, ERROR, PENDING_SHUTDOWN, NOT_RUNNING -> true;
      case CREATED, REBALANCING, RUNNING -> false;
    };
  }

  /// Waits.
  ///
  /// @return whether it is to stop
  private boolean stops(Duration wait) throws InterruptedException {
    return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Duration longer(Duration wait) {
    Duration next = wait.multipliedBy(2);
    return next.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : next;
  }

  /// Whether clusters are evaluated: all tasks of this engine have begun their first sweep.
  public boolean isReady() {
    KafkaStreams run = streams;
    return !faulted && run != null && run.state() == KafkaStreams.State.RUNNING && board.allBegun();
  }

  /// Whether all of it still works.
  public boolean isAlive() {
    KafkaStreams run = streams;
    return !faulted && keeper.isAlive() && (run == null || !hasEnded(run));
  }

  /// Where it is, for people.
  public String phase() {
    KafkaStreams run = streams;
    if (faulted) {
      return "failed";
    }
    if (run == null) {
      return "waits for topics";
    }
    return run.state() == KafkaStreams.State.RUNNING && !board.allBegun()
        ? "begins to evaluate"
        : run.state().name();
  }

  /// Stops, for a bounded time. Without effect when it has stopped.
  @Override
  public void close() {
    stopping.countDown();
    try {
      if (!keeper.join(settings.stopLimit().plus(CLOSE_GRACE))) {
        LOGGER.warn("engine did not stop in time");
        keeper.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
