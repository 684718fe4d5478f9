package io.fairlead.gateway.table;

import io.fairlead.contract.event.Publication;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.topic.Topic;
import io.fairlead.encryption.KeyId;
import io.fairlead.encryption.Keyring;
import io.fairlead.encryption.KeysetException;
import io.fairlead.gateway.kafka.HubFollower;
import io.fairlead.gateway.kafka.KafkaClients;
import io.fairlead.streams.DeadLetterSink;
import io.fairlead.streams.HubTopics;
import io.fairlead.streams.HubUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the table: waits for what it needs, builds it or follows it on, says when it is complete,
/// and starts over when it is not to be trusted any more.
///
/// One thread goes round and round:
///
/// 1. All topics exist, and have ids.
/// 2. The store's newest publication says that its epoch is complete, and names no key that is not
///    here.
/// 3. The files on disk belong to those topics and that epoch and are not too old; otherwise they
///    are deleted.
/// 4. The table is restored to the ends of its topics. Now agents are served.
/// 5. Until one of these holds no more.
///
/// Kafka being away is no reason to start over: the table stays as it is.
public final class TableKeeper implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(TableKeeper.class);
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(2);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(4);

  /// The topics of the table.
  private static final Set<Topic> TABLE = Set.of(Topic.CLUSTERS, Topic.CONFIGURATIONS);

  /// All that a gateway needs.
  private static final Set<Topic> TOPICS =
      Set.of(
          Topic.CLUSTERS,
          Topic.CONFIGURATIONS,
          Topic.PROTECTED_SETTINGS,
          Topic.PUBLICATIONS,
          Topic.SESSIONS,
          Topic.REPORTS,
          Topic.DEAD_LETTERS);

  /// What the keeper works with.
  ///
  /// @param directory for the table's files; used by one process at a time
  /// @param checkInterval how often topics are asked for their ids
  /// @param maxBackoff the longest wait after a failure
  public record Settings(Path directory, Duration checkInterval, Duration maxBackoff) {}

  /// Whom the keeper tells, and what reads from it.
  ///
  /// @param keyring has to have the key that the store seals with
  public record Wiring(
      TableReader reader,
      TableListener changes,
      ServingListener serving,
      SessionOpenings openings,
      DeadLetterSink letters,
      StateRestoreListener progress,
      BarrierObserver barriers,
      Keyring keyring) {}

  private final Settings settings;
  private final KafkaClients clients;
  private final Wiring wiring;
  private final InstantSource clock;
  private final TableFiles files;
  private final PublicationBoard board = new PublicationBoard();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable HubFollower follower;
  private volatile @Nullable TableBarrier barrier;

  /// When the table last followed its topics: not what the files on disk can say, which are as old
  /// as its run. Only used by the thread.
  private Instant followedAt = Instant.MIN;

  public TableKeeper(Settings settings, KafkaClients clients, Wiring wiring, InstantSource clock) {
    this.settings = settings;
    this.clients = clients;
    this.wiring = wiring;
    this.clock = clock;
    this.files = new TableFiles(settings.directory());
    this.thread = Thread.ofPlatform().name("table-keeper").daemon().unstarted(this::run);
  }

  /// Begins.
  public void start() {
    thread.start();
  }

  /// Whether the thread that keeps the table lives. It retries for ever, so that it only ends by
  /// [#close()], without the store's key, or by a fault.
  public boolean isAlive() {
    return thread.isAlive();
  }

  /// Whether the table, where there is one, reads what is committed in the time that sessions may
  /// wait for it.
  public boolean isFollowing() {
    TableBarrier current = barrier;
    return current == null || !current.isBehind();
  }

  private void run() {
    Duration backoff = Duration.ofMillis(100);
    while (!stopping) {
      try (HubTopics topics = new HubTopics(clients.hub().admin(), TOPICS)) {
        while (!stopping) {
          keepOnce(topics);
          backoff = Duration.ofMillis(100);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        break;
      } catch (KeysetException e) {
        // Nothing here can be read with these keys, however often it is tried.
        LOGGER.error("gateway does not start: {}", e.getMessage());
        break;
      } catch (RuntimeException | LinkageError e) {
        // Among them: RocksDB's library cannot be loaded.
        LOGGER.warn("table not available retryIn={} reason={}", backoff, e.toString());
        LOGGER.debug("cause", e);
        backoff = pause(backoff);
      }
    }
    stopFollower();
    files.close();
    LOGGER.info("table keeper stopped");
  }

  private Duration pause(Duration backoff) {
    try {
      board.await(backoff);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
    Duration next = backoff.multipliedBy(2);
    return next.compareTo(settings.maxBackoff()) > 0 ? settings.maxBackoff() : next;
  }

  private void keepOnce(HubTopics topics) throws InterruptedException {
    Map<String, String> ids = awaitTopics(topics);
    if (stopping) {
      return;
    }
    stopFollower();
    board.clear();
    follower = startFollower();
    try {
      long epoch = awaitComplete(topics, ids);
      if (epoch > 0) {
        var wanted = new TableBinding(TableBinding.FORMAT, ids, epoch, clock.instant());
        Optional<TableBinding> found = files.continueAs(wanted);
        if (found.isEmpty()) {
          awaitDecided(topics);
        }
        serve(topics, found.orElse(wanted));
      }
    } finally {
      stopFollower();
    }
  }

  private Map<String, String> awaitTopics(HubTopics topics) throws InterruptedException {
    boolean said = false;
    while (!stopping) {
      Optional<Map<String, String>> ids = topics.ids();
      if (ids.isPresent()) {
        return ids.get();
      }
      if (!said) {
        LOGGER.info("waiting for topics");
        said = true;
      }
      board.await(min(settings.checkInterval(), Duration.ofMillis(500)));
    }
    return Map.of();
  }

  /// @return the epoch that is complete; 0 when the topics changed meanwhile
  private long awaitComplete(HubTopics topics, Map<String, String> ids)
      throws InterruptedException {
    while (!stopping) {
      Optional<Publication> newest = board.newest();
      if (newest.isPresent() && newest.get().complete()) {
        requireKey(newest.get());
        return newest.get().epoch();
      }
      LOGGER.debug("waiting for a complete publication newest={}", newest);
      board.await(settings.checkInterval());
      requireFollower();
      if (!topics.ids().equals(Optional.of(ids))) {
        return 0;
      }
    }
    return 0;
  }

  private void requireKey(Publication newest) {
    String key = newest.sealedWith();
    if (key != null) {
      wiring.keyring().require(KeyId.parse(key));
    }
  }

  /// Waits until the transactions are decided that are open now. The last one of a new epoch may
  /// have reached one topic and not yet the other.
  private void awaitDecided(HubTopics topics) throws InterruptedException {
    Map<TopicPartition, Long> written = topics.ends(TABLE, IsolationLevel.READ_UNCOMMITTED);
    while (!stopping) {
      Map<TopicPartition, Long> decided = topics.ends(TABLE, IsolationLevel.READ_COMMITTED);
      if (written.entrySet().stream()
          .allMatch(end -> decided.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
        return;
      }
      board.await(Duration.ofMillis(100));
    }
  }

  private void serve(HubTopics topics, TableBinding binding) throws InterruptedException {
    long began = System.nanoTime();
    followedAt = clock.instant();
    StateTable table = open(topics, binding.epoch());
    try {
      if (stopping || ended(binding, table).isPresent()) {
        return;
      }
      files.write(binding.followedAt(followedAt));
      LOGGER.info(
          "table complete epoch={} millis={}",
          binding.epoch(),
          Duration.ofNanos(System.nanoTime() - began).toMillis());
      wiring.reader().use(table);
      wiring.serving().serving(binding.epoch());
      CloseCause cause = CloseCause.Draining;
      try {
        cause = follow(topics, binding, table);
      } finally {
        LOGGER.info("table no longer served epoch={} cause={}", binding.epoch(), cause);
        wiring.serving().notServing(cause);
        wiring.reader().use(null);
      }
    } finally {
      barrier = null;
      if (table.closeCleanly()) {
        files.write(binding.followedAt(followedAt));
      }
    }
  }

  private StateTable open(HubTopics topics, long epoch) {
    var opened =
        TableBarrier.over(topics::committedEnds, wiring.reader().maxWaiting(), wiring.barriers());
    try {
      StateTable table =
          StateTable.open(
              clients.hub().connection(),
              settings.directory(),
              epoch,
              opened,
              new StateTable.Wiring(
                  wiring.changes(), wiring.letters(), wiring.progress(), files::distrust));
      barrier = opened;
      return table;
    } catch (RuntimeException e) {
      if (!isKafkaAway(e)) {
        files.distrust();
      }
      throw e;
    }
  }

  private static boolean isKafkaAway(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof RetriableException || isKafkaAway(failure.getCause()));
  }

  /// Follows the topics until the table is no longer to be used.
  ///
  /// @return why
  private CloseCause follow(HubTopics topics, TableBinding served, StateTable table)
      throws InterruptedException {
    while (!stopping) {
      board.await(settings.checkInterval());
      Optional<CloseCause> end = ended(served, table);
      if (end.isPresent()) {
        return end.get();
      }
      Instant now = clock.instant();
      if (served.followedAt(followedAt).isTooOld(now)) {
        LOGGER.warn("table is too old followedAt={}", followedAt);
        return CloseCause.ComeBackLater;
      }
      try {
        if (!topics.ids().equals(Optional.of(served.topicIds()))) {
          LOGGER.warn("topics were deleted or created again");
          return CloseCause.EpochChanged;
        }
        followedAt = now;
      } catch (HubUnavailableException e) {
        LOGGER.warn("topics not checked reason={}", e.getMessage());
      }
    }
    return CloseCause.Draining;
  }

  private Optional<CloseCause> ended(TableBinding binding, StateTable table) {
    boolean sameEpoch =
        table.newestEpoch() == binding.epoch()
            && board
                .newest()
                .filter(newest -> newest.complete() && newest.epoch() == binding.epoch())
                .isPresent();
    if (!sameEpoch) {
      return Optional.of(CloseCause.EpochChanged);
    }
    HubFollower current = follower;
    boolean alive = table.isAlive() && current != null && current.isAlive();
    return alive ? Optional.empty() : Optional.of(CloseCause.ComeBackLater);
  }

  private HubFollower startFollower() {
    var started =
        new HubFollower(
            clients::consumer,
            new HubFollower.Listener() {
              @Override
              public void published(Publication publication) {
                board.post(publication);
              }

              @Override
              public void opened(ResourceId cluster, long session) {
                wiring.openings().opened(cluster, session);
              }
            },
            wiring.letters());
    started.start();
    return started;
  }

  private void requireFollower() {
    HubFollower current = follower;
    if (current == null || !current.isAlive()) {
      throw new IllegalStateException("publications are not followed");
    }
  }

  private void stopFollower() {
    HubFollower current = follower;
    follower = null;
    if (current != null) {
      current.close();
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// Stops serving and closes the files, for a bounded time.
  @Override
  public void close() {
    stopping = true;
    board.wake();
    try {
      // While Kafka is away it may be waiting for an answer.
      if (!thread.join(CLOSE_GRACE)) {
        thread.interrupt();
      }
      if (!thread.join(CLOSE_LIMIT)) {
        LOGGER.warn("table did not close in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
