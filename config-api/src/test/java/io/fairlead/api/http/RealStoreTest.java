package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.RealStore;
import io.fairlead.embedded.Backing;
import io.fairlead.embedded.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The API over real PostgreSQL.
@Tag("process")
final class RealStoreTest {
  private static final String BASELINE = FLUX + "/baseline";

  private final Database database = Backing.shared().newDatabase();
  private RealStore store = new RealStore(database);
  private ApiUnderTest api = store.api();

  @BeforeEach
  void registerCluster() {
    api.register();
  }

  @AfterEach
  void close() {
    api.close();
    store.close();
  }

  private void restart() {
    close();
    store = new RealStore(database);
    api = store.api();
  }

  @Test
  void aConfigurationLivesThroughAllItsOperations() {
    // When
    Reply created = api.put(BASELINE, flux("main"));
    Reply same = api.put(BASELINE, created.text());
    Reply patched = api.patch(BASELINE, "{\"properties\": {\"suspend\": true}}");
    Reply unchanged = api.patch(BASELINE, "{\"properties\": {\"suspend\": true}}");
    Reply shown = api.get(BASELINE);
    Reply listed = api.get(FLUX);
    Reply deleted = api.delete(BASELINE);
    Reply again = api.delete(BASELINE);

    // Then
    assertThat(created.status()).isEqualTo(201);
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.etag()).isEqualTo(created.etag());
    assertThat(patched.status()).isEqualTo(202);
    assertThat(patched.etag()).isNotEqualTo(created.etag());
    assertThat(unchanged.status()).isEqualTo(200);
    assertThat(unchanged.etag()).isEqualTo(patched.etag());
    assertThat(shown.etag()).isEqualTo(patched.etag());
    assertThat(shown.json().at("/properties/gitRepository"))
        .isEqualTo(created.json().at("/properties/gitRepository"));
    assertThat(listed.json().at("/value/0")).isEqualTo(shown.json());
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(again.status()).isEqualTo(204);
  }

  @Test
  void whatWasAcknowledgedOutlivesARestart() {
    // Given
    Reply created = api.put(BASELINE, flux("main"));
    String operation = created.header("Azure-AsyncOperation").orElseThrow();
    Reply before = api.get(BASELINE);

    // When
    restart();

    // Then
    Reply after = api.get(BASELINE);
    assertThat(after.json()).isEqualTo(before.json());
    assertThat(after.etag()).isEqualTo(created.etag());
    assertThat(api.get(operation.substring(operation.indexOf("/subscriptions"))).at("/status"))
        .isEqualTo("Succeeded");
    assertThat(api.get(CLUSTER).status()).isEqualTo(200);
    assertThat(api.get(GROUP).status()).isEqualTo(200);
  }

  @Test
  void s04OfManyWritersWithTheSameETagExactlyOneWinsAndTheOthersLearnTheNewOne() {
    // Given
    String current = api.put(BASELINE, flux("main")).etag();

    // When
    List<Reply> replies =
        IntStream.range(0, 32)
            .mapToObj(
                i ->
                    api.call("PUT", BASELINE)
                        .header("If-Match", current)
                        .body(flux("branch-" + i))
                        .start())
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    // Then
    List<Reply> won = replies.stream().filter(reply -> reply.status() == 200).toList();
    assertThat(won).hasSize(1);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 200)
        .allSatisfy(
            reply -> {
              assertThat(reply.status()).isEqualTo(412);
              assertThat(reply.etag()).isEqualTo(won.getFirst().etag());
            });
    assertThat(api.get(BASELINE).at("/properties/gitRepository/repositoryRef/branch"))
        .isEqualTo(won.getFirst().at("/properties/gitRepository/repositoryRef/branch"));
  }

  @Test
  void ofManyCreatorsExactlyOneCreates() {
    // When
    List<Integer> statuses =
        IntStream.range(0, 16)
            .mapToObj(
                _ ->
                    api.call("PUT", BASELINE)
                        .header("If-None-Match", "*")
                        .body(flux("main"))
                        .start())
            .toList()
            .stream()
            .map(reply -> reply.join().status())
            .sorted()
            .toList();

    // Then
    assertThat(statuses.getFirst()).isEqualTo(201);
    assertThat(statuses.subList(1, 16)).containsOnly(412);
  }

  @Test
  void manyPatchesWithoutConditionAllTakeEffect() {
    // Given
    api.put(BASELINE, flux("main"));

    // When
    List<Integer> statuses =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    api.call("PATCH", BASELINE)
                        .body(
                            "{\"properties\": {\"kustomizations\": {\"k%d\": {\"path\": \"./%d\"}}}}"
                                .formatted(i, i))
                        .start())
            .toList()
            .stream()
            .map(reply -> reply.join().status())
            .toList();

    // Then
    assertThat(statuses).containsOnly(202);
    assertThat(api.get(BASELINE).json().at("/properties/kustomizations")).hasSize(11);
  }

  @Test
  void pagesKeepTheirPlaceWhileEntriesComeAndGo() {
    // Given
    for (String name : List.of("b", "c", "d", "e", "f")) {
      api.put(FLUX + "/" + name, flux("main"));
    }
    List<String> seen = new ArrayList<>();
    Reply page = api.get(FLUX + "?$top=2");
    page.json().at("/value").forEach(c -> seen.add(c.path("name").asText()));

    // When
    api.delete(FLUX + "/b");
    api.put(FLUX + "/a", flux("main"));
    while (page.json().has("nextLink")) {
      page = api.get(page.at("/nextLink"));
      page.json().at("/value").forEach(c -> seen.add(c.path("name").asText()));
    }

    // Then
    assertThat(seen).containsExactly("b", "c", "d", "e", "f");
  }

  @Test
  void aWaitingWriteIsCanceledWhenItIsReplacedOrItsConfigurationIsGone() {
    // Given
    String replaced = waitingFor("main");
    String deleted = waitingFor("release");
    Reply running = api.get(deleted);

    // When
    api.delete(BASELINE);

    // Then
    assertThat(running.at("/status")).isEqualTo("Running");
    assertThat(api.get(replaced).at("/status")).isEqualTo("Canceled");
    assertThat(api.get(deleted).at("/status")).isEqualTo("Canceled");
    assertThat(api.get(deleted).at("/endTime")).isNotEmpty();
  }

  private String waitingFor(String branch) {
    String body =
        flux(branch)
            .replace("{\"properties\": {", "{\"properties\": {\"waitForReconciliation\": true,");
    return api.put(BASELINE, body).header("Azure-AsyncOperation").orElseThrow();
  }
}
