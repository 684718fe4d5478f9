package io.fairlead.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyApiTest {
  private static TestCluster cluster;
  private static FaultyApi api;
  private static KubernetesClient client;

  @BeforeAll
  static void open() {
    cluster = TestCluster.of(FaultyApiTest.class);
    api = FaultyApi.before(cluster.config(), 1);
    client = TestCluster.newClient(patience(0).build());
  }

  @AfterAll
  static void close() {
    client.close();
    api.close();
    cluster.close();
  }

  @BeforeEach
  void startFromNothing() {
    api.restore();
    api.calls().reset();
    cluster.client().configMaps().delete();
  }

  @Test
  void forwardsCallsAndCountsThem() {
    // Given
    client.resource(configMap("a", Map.of("key", "value"))).create();
    client
        .configMaps()
        .withName("a")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"key\":\"changed\"}}");
    // When
    ConfigMap read = client.configMaps().withName("a").get();
    // Then
    assertThat(read.getData()).containsEntry("key", "changed");
    assertThat(api.calls().count("POST", "/configmaps")).isOne();
    assertThat(api.calls().count("PATCH", "/configmaps/a")).isOne();
    assertThat(api.calls().bytesToServer()).isGreaterThan(100);
    assertThat(api.calls().bytesFromServer()).isGreaterThan(api.calls().bytesToServer());
  }

  @NeedsRealApiServer
  @Test
  void letsServerSideApplyThrough() {
    // When
    client.resource(configMap("a", Map.of())).fieldManager("test").serverSideApply();
    // Then
    assertThat(api.calls().count("APPLY", "/configmaps/a")).isOne();
  }

  @NeedsRealApiServer
  @Test
  void isToTheServerWhomTheCallersTokenNames() {
    // Given
    Config stranger = patience(0).withOauthToken("nobody").build();
    // When / Then
    try (KubernetesClient unknown = TestCluster.newClient(stranger)) {
      assertThatThrownBy(() -> unknown.configMaps().list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(401));
    }
  }

  @Test
  void forwardsWatchesAndTheyComeBackAfterACut() {
    // Given
    Config overWebSocket = patience(10).withWatchReconnectInterval(50).build();
    // When / Then
    expectWatchesToComeBack(overWebSocket);
  }

  @NeedsRealApiServer
  @Test
  void forwardsWatchesOverPlainHttpToo() {
    // Given
    Config overHttp = patience(10).withWatchReconnectInterval(50).withOnlyHttpWatches(true).build();
    // When / Then
    expectWatchesToComeBack(overHttp);
  }

  @Test
  void resetsConnectionsWhenCut() throws IOException {
    // Given
    try (Socket established =
        new Socket(InetAddress.getLoopbackAddress(), api.address().getPort())) {
      established
          .getOutputStream()
          .write("GET /version HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(established.getInputStream().read()).isPositive();
      // When
      api.cut();
      // Then
      assertThatThrownBy(() -> established.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> client.configMaps().list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isNotPositive());
    }
  }

  @Test
  void delaysEveryCall() {
    // Given
    client.configMaps().list();
    api.delay(Duration.ofMillis(200));
    long begun = System.nanoTime();
    // When
    client.configMaps().list();
    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void answersWithConflictsToWritesAlone() {
    // Given
    api.answer(1, Fault.CONFLICT);
    // When
    client.configMaps().list();
    // Then
    assertThatThrownBy(() -> client.resource(configMap("a", Map.of())).create())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertThat(cluster.client().configMaps().withName("a").get()).isNull();
    assertThat(api.calls().faults()).isOne();
  }

  @Test
  void saysWhenToComeBackWhereTheFaultDoes() throws Exception {
    // When
    api.answer(1, Fault.BUSY_FOR_A_SECOND);
    HttpResponse<String> kind = version();
    api.answer(1, Fault.BUSY);
    HttpResponse<String> curt = version();
    // Then
    assertThat(List.of(kind.statusCode(), curt.statusCode())).containsOnly(429);
    assertThat(kind.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(curt.headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void answersTheSameCallsWithTheSameFaultsForASeed() throws Exception {
    // Given
    try (FaultyApi one = FaultyApi.before(cluster.config(), 7);
        FaultyApi twin = FaultyApi.before(cluster.config(), 7)) {
      one.answer(0.5, Fault.BUSY, Fault.BROKEN);
      twin.answer(0.5, Fault.BUSY, Fault.BROKEN);
      // When
      List<Integer> statuses = statuses(one, 20);
      // Then
      assertThat(statuses).isEqualTo(statuses(twin, 20)).contains(200, 429, 500);
      assertThat(one.calls().faults()).isBetween(5L, 15L);
    }
  }

  private static ConfigBuilder patience(int retries) {
    return new ConfigBuilder(api.config())
        .withRequestRetryBackoffLimit(retries)
        .withRequestRetryBackoffInterval(20);
  }

  private static List<Integer> statuses(FaultyApi api, int calls) throws Exception {
    try (HttpClient plain = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(api.address().resolve("/api")).build();
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        statuses.add(plain.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
      }
      return statuses;
    }
  }

  private HttpResponse<String> version() throws Exception {
    try (HttpClient plain = HttpClient.newHttpClient()) {
      return plain.send(
          HttpRequest.newBuilder(api.address().resolve("/version")).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private void expectWatchesToComeBack(Config config) {
    try (KubernetesClient watching = TestCluster.newClient(config);
        var informer = watching.configMaps().inNamespace(cluster.namespace()).inform()) {
      write("before");
      awaitIn(informer, "before");
      api.cut();
      write("meanwhile");
      api.restore();
      awaitIn(informer, "meanwhile");
      write("after");
      awaitIn(informer, "after");
      assertThat(api.calls().count("WATCH", "/configmaps")).isGreaterThanOrEqualTo(2);
    }
  }

  private static void awaitIn(SharedIndexInformer<ConfigMap> informer, String name) {
    await(name)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> names(informer.getStore().list()).contains(name));
  }

  private static void write(String name) {
    cluster.client().resource(configMap(name, Map.of())).create();
  }

  private static Set<String> names(List<ConfigMap> found) {
    return found.stream().map(map -> map.getMetadata().getName()).collect(Collectors.toSet());
  }

  private static ConfigMap configMap(String name, Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withData(data)
        .build();
  }
}
