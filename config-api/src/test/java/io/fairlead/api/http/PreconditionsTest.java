package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTER;
import static io.fairlead.api.support.ApiUnderTest.FLUX;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.ApiUnderTest.flux;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.FakeDatabase;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.Expectation;
import io.fairlead.store.Principal;
import io.fairlead.store.StoredConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PreconditionsTest {
  private static final String BASELINE = FLUX + "/baseline";
  private static final String STALE = "\"00000000-0000-0000-0000-000000000000-1\"";

  private final FakeDatabase database = new FakeDatabase();
  private final ApiUnderTest api = ApiUnderTest.over(database);

  @BeforeEach
  void registerCluster() {
    api.register();
  }

  @AfterEach
  void close() {
    api.close();
  }

  private Reply conditional(String method, String header, String value, String body) {
    return api.call(method, BASELINE).header(header, value).body(body).send();
  }

  private void anotherClientWrites() {
    StoredConfiguration read = database.configuration(BASELINE);
    ObjectNode properties = read.properties().deepCopy();
    properties.withObject("/gitRepository/repositoryRef").put("branch", "other");
    database
        .configurationStore()
        .put(
            new ConfigurationWrite(read.id(), properties, Principal.named("other", "User")),
            new Expectation.Anything())
        .await()
        .atMost(Duration.ofSeconds(1));
  }

  @Test
  void aStaleETagIsRefusedWithTheCurrentOneWhateverTheMethod() {
    // Given
    String current = api.put(BASELINE, flux("main")).etag();

    // When
    List<Reply> refused =
        List.of(
            conditional("PUT", "If-Match", STALE, flux("x")),
            conditional("PATCH", "If-Match", STALE, "{\"properties\": {\"suspend\": true}}"),
            api.call("DELETE", BASELINE).header("If-Match", STALE).send(),
            conditional("PUT", "If-None-Match", "*", flux("x")));

    // Then
    assertThat(refused)
        .allSatisfy(
            reply -> {
              assertThat(reply.status()).isEqualTo(412);
              assertThat(reply.code()).isEqualTo("PreconditionFailed");
              assertThat(reply.etag()).isEqualTo(current);
            });
    assertThat(api.get(BASELINE).etag()).isEqualTo(current);
  }

  @Test
  void theCurrentETagAmongSeveralLetsTheWriteThrough() {
    // Given
    String current = api.put(BASELINE, flux("main")).etag();

    // When
    Reply changed = conditional("PUT", "If-Match", STALE + ", " + current, flux("x"));

    // Then
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.etag()).isNotEqualTo(current);
  }

  @Test
  void ifMatchOfAnythingNeedsTheResourceToExist() {
    // When
    Reply missing = conditional("PUT", "If-Match", "*", flux("main"));

    // Then
    assertThat(missing.status()).isEqualTo(412);
    assertThat(missing.header("ETag")).isEmpty();
    assertThat(api.get(BASELINE).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"W/\"a-1\"", "a-1", "\"a-1", "\"a-1\" \"b-2\"", "\"a\",,\"b\"", "", "*, \"a\""})
  void malformedAndWeakETagsAreRefused(String header) {
    // When
    Reply refused = conditional("PUT", "If-Match", header, flux("main"));

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("InvalidHeader");
    assertThat(refused.at("/error/target")).isEqualTo("If-Match");
  }

  @Test
  void ifNoneMatchOfAnETagMakesNoSenseOnAWrite() {
    // When
    Reply refused = conditional("PUT", "If-None-Match", STALE, flux("main"));

    // Then
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void s04OfManyWritersWithTheSameETagExactlyOneWins() {
    // Given
    String current = api.put(BASELINE, flux("main")).etag();

    // When
    List<Reply> replies =
        IntStream.range(0, 20)
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
    assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
    assertThat(replies).filteredOn(reply -> reply.status() == 412).hasSize(19);
    String winner = api.get(BASELINE).etag();
    assertThat(replies)
        .filteredOn(reply -> reply.status() == 412)
        .allSatisfy(reply -> assertThat(reply.etag()).isEqualTo(winner));
  }

  @Test
  void aWriterWithoutConditionNeverNoticesThatAnotherWasFaster() {
    // Given
    api.put(BASELINE, flux("main"));
    database.beforeNextWrite(this::anotherClientWrites);

    // When
    Reply patched = api.patch(BASELINE, "{\"properties\": {\"suspend\": true}}");

    // Then
    assertThat(patched.status()).isEqualTo(202);
    assertThat(patched.at("/properties/suspend")).isEqualTo("true");
    assertThat(patched.at("/properties/gitRepository/repositoryRef/branch")).isEqualTo("other");
  }

  @Test
  void aWriterWithAConditionIsToldThatAnotherWasFaster() {
    // Given
    String current = api.put(BASELINE, flux("main")).etag();
    database.beforeNextWrite(this::anotherClientWrites);

    // When
    Reply patched =
        conditional("PATCH", "If-Match", current, "{\"properties\": {\"suspend\": true}}");

    // Then
    assertThat(patched.status()).isEqualTo(412);
    assertThat(patched.etag()).isNotEqualTo(current);
  }

  @Test
  void clustersAndResourceGroupsHonourThemToo() {
    // When
    Reply registered = api.call("PUT", CLUSTER).header("If-None-Match", "*").body(cluster()).send();
    Reply group =
        api.call("PUT", GROUP)
            .header("If-Match", STALE)
            .body("{\"location\": \"westeurope\"}")
            .send();

    Reply existing =
        api.call("PUT", GROUP)
            .header("If-None-Match", "*")
            .body("{\"location\": \"westeurope\"}")
            .send();
    Reply deleted = api.call("DELETE", CLUSTER).header("If-Match", STALE).send();

    // Then
    assertThat(existing.status()).isEqualTo(412);
    assertThat(existing.etag()).isEqualTo(api.get(GROUP).etag());
    assertThat(deleted.status()).isEqualTo(412);
    assertThat(registered.status()).isEqualTo(412);
    assertThat(registered.etag()).isEqualTo(api.get(CLUSTER).etag());
    assertThat(group.status()).isEqualTo(412);
    assertThat(group.etag()).isEqualTo(api.get(GROUP).etag());
  }
}
