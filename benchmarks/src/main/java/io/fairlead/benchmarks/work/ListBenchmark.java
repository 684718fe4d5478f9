package io.fairlead.benchmarks.work;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.benchmarks.Bench;
import io.fairlead.benchmarks.Benchmark;
import io.fairlead.benchmarks.Sharing;
import io.fairlead.benchmarks.Size;
import io.fairlead.benchmarks.api.ApiClient;
import io.fairlead.benchmarks.api.Bodies;
import io.fairlead.benchmarks.floor.PagesFloor;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.load.Listing;
import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Latencies;
import io.fairlead.benchmarks.result.Unit;
import io.fairlead.benchmarks.store.Clusters;
import io.fairlead.benchmarks.store.Configurations;
import io.fairlead.benchmarks.store.Subscription;
import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.local.ServiceProgram;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How fast the API lists many configurations, of which half are large.
///
/// Its floor is bare PostgreSQL, which reads rows as long as the sealed ones through the store's
/// client, with as many on a page as the API's pages have.
public final class ListBenchmark implements Benchmark {
  private static final int CLUSTERS = 10;
  private static final int SMALL_BYTES = 3 * 1024;
  private static final int LARGE_BYTES = 49 * 1024;
  private static final double FIRST_PAGE_MILLIS = 100;
  private static final double ALL_SECONDS = 3;
  private static final int FULL_CONFIGURATIONS = 6_000;
  private static final int FIRST_PAGE = 100;

  /// As many as the API allows; its pages end by their bytes before.
  private static final int TOP = 1_000;

  private static final Duration PUBLISHED = Duration.ofMinutes(3);
  private static final double MILLIS = 1_000;

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String work(Size size) {
    return ("GET of %,d flux configurations in %d clusters, half of %d KiB and half of %d KiB;"
            + " first pages of %d one after another, %d after %d of warm-up; all pages ($top=%d)"
            + " one after another, %d times after %d of warm-up; the policy engine is stopped")
        .formatted(
            configurations(size),
            CLUSTERS,
            SMALL_BYTES / 1024,
            LARGE_BYTES / 1024,
            FIRST_PAGE,
            firstPages(size),
            warmUp(size),
            TOP,
            rounds(size),
            warmUpRounds(size));
  }

  private static int configurations(Size size) {
    return size.of(FULL_CONFIGURATIONS, 1_500);
  }

  private static int firstPages(Size size) {
    return size.of(300, 60);
  }

  private static int warmUp(Size size) {
    return size.of(100, 20);
  }

  private static int rounds(Size size) {
    return size.of(5, 2);
  }

  private static int warmUpRounds(Size size) {
    return size.of(2, 1);
  }

  @Override
  public Sharing sharing() {
    return Sharing.LAST;
  }

  @Override
  public List<Figure> run(Bench bench) throws InterruptedException {
    Hub hub = bench.hub();
    Size size = bench.size();
    // It would look at all of this for minutes, and is not asked.
    hub.stop(ServiceProgram.ENGINE);
    List<ResourceId> clusters =
        new Clusters(hub, Subscription.named(name())).registerAbsent("list", CLUSTERS);
    Configurations configurations = new Configurations(hub);
    bench.say("writing %,d configurations".formatted(configurations(size)));
    configurations.insert(configurations(size), number -> wanted(clusters, number));
    configurations.awaitPublished(PUBLISHED);
    configurations.settle();
    List<Figure> figures = new ArrayList<>();
    try (ApiClient user = new ApiClient(bench.vertx(), hub, CLUSTERS)) {
      requireTaken(
          user,
          new Clusters(hub, Subscription.named(name()))
              .registerAbsent("list-checked", 1)
              .getFirst());
      requireAll(user, clusters, configurations(size));
      bench.say("floor: pages of rows");
      Floor floor = floor(bench);
      Latencies first = new Latencies();
      Latencies all = new Latencies();
      Latencies together = new Latencies();
      bench.say("warming up");
      times(warmUp(size), new Latencies(), number -> firstPage(user, clusters, number));
      times(warmUpRounds(size), new Latencies(), number -> allPages(user, clusters));
      Listing.Read read =
          bench.measure(
              () -> {
                bench.say("first pages");
                times(firstPages(size), first, number -> firstPage(user, clusters, number));
                bench.say("all pages");
                times(rounds(size), all, number -> allPages(user, clusters));
                times(rounds(size), together, number -> allAtOnce(user, clusters));
                return Waiting.forAnswer(allPages(user, clusters));
              });
      figures.addAll(figures(size, first, all, together, read, floor));
    }
    return figures;
  }

  private static List<Figure> figures(
      Size size,
      Latencies first,
      Latencies all,
      Latencies together,
      Listing.Read read,
      Floor floor) {
    // Quick: as much less time as there are fewer configurations.
    double goal = ALL_SECONDS * configurations(size) / FULL_CONFIGURATIONS;
    return List.of(
        Figure.of("first page: median", first.median(), Unit.MILLISECONDS)
            .atMost(FIRST_PAGE_MILLIS)
            .withFloor(floor.first().median()),
        Figure.of("first page: p99", first.p99(), Unit.MILLISECONDS)
            .atMost(FIRST_PAGE_MILLIS)
            .withFloor(floor.first().p99()),
        Figure.of("first page: maximum", first.max(), Unit.MILLISECONDS),
        Figure.of("all, one page after another: median", all.median() / MILLIS, Unit.SECONDS)
            .atMost(goal)
            .withFloor(floor.all().median() / MILLIS),
        Figure.of("all, one page after another: maximum", all.max() / MILLIS, Unit.SECONDS),
        Figure.of(
            "all, of %d clusters at once: median".formatted(CLUSTERS),
            together.median() / MILLIS,
            Unit.SECONDS),
        Figure.of("bytes of all pages", (double) read.bytes(), Unit.BYTES),
        Figure.of("pages", read.pages(), Unit.COUNT));
  }

  private static Configurations.Wanted wanted(List<ResourceId> clusters, int number) {
    ResourceId cluster = clusters.get(number % clusters.size());
    // Neighbours in a list are of both kinds.
    int place = number / clusters.size();
    return new Configurations.Wanted(
        Bodies.id(cluster, "listed-%05d".formatted(place)), properties(place));
  }

  private static ObjectNode properties(int place) {
    return Bodies.properties("%06d".formatted(place), bytes(place));
  }

  private static int bytes(int place) {
    return place % 2 == 0 ? SMALL_BYTES : LARGE_BYTES;
  }

  /// What is written past the API is what the API would take.
  private static void requireTaken(ApiClient user, ResourceId cluster) throws InterruptedException {
    for (int place = 0; place < 2; place++) {
      ObjectNode body = Json.mapper().createObjectNode();
      ObjectNode properties = properties(place);
      body.set("properties", properties);
      Buffer answer =
          Waiting.forAnswer(
              user.put(
                  Bodies.path(Bodies.id(cluster, "checked-" + place)),
                  Buffer.buffer(Json.write(body))));
      JsonNode kept = Json.readTree(answer.getBytes()).path("properties");
      properties
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!kept.has(name)) {
                  throw new IllegalStateException("the API does not keep " + name);
                }
              });
    }
  }

  /// Reads all of it once, and each configuration of it: what is measured is the whole list.
  private static void requireAll(ApiClient user, List<ResourceId> clusters, int wanted)
      throws InterruptedException {
    Set<String> ids = new HashSet<>();
    for (ResourceId cluster : clusters) {
      Optional<String> path = Optional.of(path(cluster));
      while (path.isPresent()) {
        Buffer page = Waiting.forAnswer(user.get(path.get()));
        for (JsonNode item : Json.readTree(page.getBytes()).path("value")) {
          ids.add(item.path("id").asText());
        }
        path = Listing.next(page);
      }
    }
    if (ids.size() != wanted) {
      throw new IllegalStateException("listed %,d of %,d".formatted(ids.size(), wanted));
    }
  }

  private static String path(ResourceId cluster) {
    return Bodies.listPath(cluster) + "&$top=" + TOP;
  }

  private static Future<?> firstPage(ApiClient user, List<ResourceId> clusters, int number) {
    return user.get(Bodies.listPath(clusters.get(number % clusters.size())));
  }

  private static Future<Listing.Read> allPages(ApiClient user, List<ResourceId> clusters) {
    Future<Listing.Read> all = Future.succeededFuture(Listing.Read.NOTHING);
    for (ResourceId cluster : clusters) {
      all = all.compose(before -> Listing.all(user, path(cluster)).map(before::and));
    }
    return all;
  }

  private static Future<?> allAtOnce(ApiClient user, List<ResourceId> clusters) {
    return Future.all(clusters.stream().map(cluster -> Listing.all(user, path(cluster))).toList());
  }

  private record Floor(Latencies first, Latencies all) {}

  private static Floor floor(Bench bench) throws InterruptedException {
    Size size = bench.size();
    Latencies first = new Latencies();
    Latencies all = new Latencies();
    // The API's pages end after 4 MiB.
    int onPage = 4 * 1024 * 1024 / ((SMALL_BYTES + LARGE_BYTES) / 2);
    try (PagesFloor pages =
        PagesFloor.filled(
            bench.vertx(), bench.hub().database(), configurations(size), ListBenchmark::bytes)) {
      times(warmUp(size), new Latencies(), number -> pages.first(FIRST_PAGE));
      times(firstPages(size), first, number -> pages.first(FIRST_PAGE));
      times(warmUpRounds(size), new Latencies(), number -> pages.all(onPage));
      times(rounds(size), all, number -> pages.all(onPage));
    }
    return new Floor(first, all);
  }

  private interface Step {
    Future<?> begin(int number);
  }

  /// One after another.
  private static void times(int count, Latencies each, Step step) throws InterruptedException {
    for (int number = 0; number < count; number++) {
      long begin = System.nanoTime();
      Waiting.forAnswer(step.begin(number));
      each.record(System.nanoTime() - begin);
    }
  }
}
