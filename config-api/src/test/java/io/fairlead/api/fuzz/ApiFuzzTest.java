package io.fairlead.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.http.RequestLog;
import io.fairlead.api.support.ApiSettings;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.RealStore;
import io.fairlead.embedded.Backing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ten thousand requests that are made from what the API says of itself, over real PostgreSQL:
/// valid ones, nearly valid ones, and what nobody would send. Each is made from a seed and its
/// number, so that a failing one can be had again: `-Dfairlead.fuzz.seed=S`, and
/// `-Dfairlead.fuzz.requests=N` for more of them.
@Tag("process")
final class ApiFuzzTest {
  private static final long SEED = Long.getLong("fairlead.fuzz.seed", 20_261_129L);
  private static final int REQUESTS = Integer.getInteger("fairlead.fuzz.requests", 10_000);
  private static final int CLIENTS = 4;

  /// Requests before all is there that is kept for ever: classes, connections, statements' plans.
  private static final int WARM_UP = REQUESTS / 5;

  private static final long MOST_GROWTH_BYTES = 32L * 1024 * 1024;
  private static final int MOST_SHOWN = 20;

  /// Of the operations, in percent, those that may have had no success: what is asked for by a
  /// chance name is mostly not there.
  private static final int MOST_WITHOUT_SUCCESS = 20;

  private final RealStore store = new RealStore(Backing.shared().newDatabase());
  private final ApiUnderTest api = store.api();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Set<String> ran = ConcurrentHashMap.newKeySet();
  private final Set<String> succeeded = ConcurrentHashMap.newKeySet();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();

  @BeforeEach
  void fill() {
    Tenants.fill(api, store);
  }

  @AfterEach
  void close() {
    api.close();
    store.close();
  }

  @Test
  @Timeout(300)
  void whateverIsSentIsAnsweredAsTheDocumentSaysAndNobodyIsToldWhatIsNotTheirs()
      throws InterruptedException, ExecutionException {
    // Given
    JsonNode document =
        api.call("GET", "/openapi").version("").header("Authorization", "none").send().json();
    var maker = new RequestMaker(document, SEED, new Tenants());
    var judge = new Judge(document);
    List<String> kept = kept();
    send(maker, judge, 0, WARM_UP);
    long before = heapInUse();
    Instant started = Instant.now();

    // When
    send(maker, judge, WARM_UP, REQUESTS);

    // Then
    Duration took = Duration.between(started, Instant.now());
    long growth = heapInUse() - before;
    Set<String> operations = operations(document);
    Set<String> without = new TreeSet<>(operations);
    without.removeAll(succeeded);
    System.out.printf(
        "fuzzed seed=%d requests=%d took=%s growth=%d statuses=%s without success: %d of %d%n",
        SEED, REQUESTS, took, growth, new TreeMap<>(statuses), without.size(), operations.size());
    assertThat(failures.stream().limit(MOST_SHOWN)).as("of seed %d", SEED).isEmpty();
    assertThat(growth).isLessThan(MOST_GROWTH_BYTES);
    assertThat(kept()).as("what no request was allowed to change").isEqualTo(kept);
    assertThat(ran).as("every operation was asked for").containsAll(operations);
    assertThat(without.size() * 100 / operations.size())
        .as("percent of operations that had no success: %s", without)
        .isLessThan(MOST_WITHOUT_SUCCESS);
    assertThat(atOnce()).as("no request left its slot taken").containsOnly(200);
  }

  private List<String> kept() {
    return Tenants.kept().stream().map(api::get).map(Reply::text).toList();
  }

  /// As many requests at a time as there may be.
  private List<Integer> atOnce() {
    return IntStream.range(0, ApiSettings.DEFAULT.concurrent())
        .mapToObj(_ -> api.call("GET", Tenants.kept().getFirst()).start())
        .toList()
        .stream()
        .map(reply -> reply.join().status())
        .toList();
  }

  private static Set<String> operations(JsonNode document) {
    return DescribedOperation.of(document).stream()
        .map(DescribedOperation::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void send(RequestMaker maker, Judge judge, int from, int to)
      throws InterruptedException, ExecutionException {
    var next = new AtomicInteger(from);
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Callable<Void> client =
            () -> {
              client(maker, judge, next, to);
              return null;
            };
        running.add(clients.submit(client));
      }
      for (Future<Void> client : running) {
        client.get();
      }
    }
  }

  private void client(RequestMaker maker, Judge judge, AtomicInteger next, int to)
      throws IOException {
    RawConnection connection = new RawConnection(api.port());
    for (int number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
      FuzzRequest request = maker.make(number);
      if (!goesOn(connection, request, judge)) {
        connection.close();
        connection = new RawConnection(api.port());
      }
    }
    connection.close();
  }

  /// Sends a request and judges its answer.
  ///
  /// @return whether the connection is good for another one
  private boolean goesOn(RawConnection connection, FuzzRequest request, Judge judge) {
    try {
      RawAnswer answer = patiently(connection, request);
      String operation = operation(answer);
      note(operation, answer.status());
      List<String> complaints = judge.complaints(request, answer, operation);
      if (!complaints.isEmpty()) {
        failures.add(complaints + " " + request.described() + "\nanswered " + answer.described());
      }
      return !answer.last() && !request.last();
    } catch (IOException e) {
      if (request.proper()) {
        failures.add("[no answer: " + e + "] " + request.described());
      }
      return false;
    }
  }

  /// Some operations admit few at a time, and say so; an answer comes all the same.
  private static RawAnswer patiently(RawConnection connection, FuzzRequest request)
      throws IOException {
    RawAnswer answer = connection.send(request);
    return answer.isBusy()
        ? await()
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(200))
            .until(() -> connection.send(request), again -> !again.isBusy())
        : answer;
  }

  private void note(String operation, int status) {
    statuses.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
    ran.add(operation);
    if (status < 300) {
      succeeded.add(operation);
    }
  }

  /// What the request ran, which is logged just after it was answered.
  private String operation(RawAnswer answer) {
    String id = answer.header("x-ms-request-id");
    return id.isEmpty()
        ? "none"
        : await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> logged(id), Optional::isPresent)
            .orElseThrow();
  }

  private Optional<String> logged(String id) {
    List<RequestLog.Entry> log = api.log();
    for (int i = log.size() - 1; i >= 0; i--) {
      if (log.get(i).requestId().equals(id)) {
        return Optional.of(log.get(i).operation());
      }
    }
    return Optional.empty();
  }

  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
