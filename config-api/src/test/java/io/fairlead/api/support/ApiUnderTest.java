package io.fairlead.api.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.api.access.Access;
import io.fairlead.api.audit.Auditing;
import io.fairlead.api.auth.EmbeddedIssuer;
import io.fairlead.api.auth.SignIn;
import io.fairlead.api.auth.TokenFile;
import io.fairlead.api.http.Edge;
import io.fairlead.api.http.Limits;
import io.fairlead.api.http.RequestLog;
import io.fairlead.api.json.BodyReader;
import io.fairlead.api.openapi.OpenApiDocument;
import io.fairlead.api.operation.Catalog;
import io.fairlead.api.operation.Dispatcher;
import io.fairlead.api.operation.Operation;
import io.fairlead.api.policy.PolicySnapshots;
import io.fairlead.api.rate.RateLimits;
import io.fairlead.api.rate.RequestKind;
import io.fairlead.api.work.EvaluationPool;
import io.fairlead.api.work.PagePool;
import io.fairlead.contract.json.Json;
import io.fairlead.store.PolicyFeed;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/// The API behind a real HTTP server on a port of its own, over any stores. Without the framework,
/// so it starts in milliseconds.
public final class ApiUnderTest implements AutoCloseable {
  /// The accepted bearer token.
  public static final String TOKEN = "a-token-that-only-tests-know";

  public static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
  public static final String GROUP = "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/fleet";
  public static final String CLUSTERS = GROUP + "/providers/Microsoft.Kubernetes/connectedClusters";
  public static final String CLUSTER = CLUSTERS + "/ship";
  public static final String FLUX =
      CLUSTER + "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations";
  public static final String SOURCE_CONTROL =
      CLUSTER + "/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations";

  /// 32 bytes that pass for the key of a cluster: an Ed25519 public key.
  public static final String KEY = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

  private final Vertx vertx;
  private final EvaluationPool pool = new EvaluationPool();
  private final PagePool pages = new PagePool();
  private final HttpServer server;
  private final HttpClient client;
  private final Path tokenFile;
  private final List<Operation> operations;
  private final List<RequestLog.Entry> log = new CopyOnWriteArrayList<>();
  private final AtomicBoolean databaseAvailable = new AtomicBoolean(true);

  private ApiUnderTest(
      Vertx vertx,
      Catalog.Stores stores,
      PolicyFeed feed,
      InstantSource clock,
      ApiSettings settings) {
    this.vertx = vertx;
    var access = new Access(stores.roles());
    operations = Catalog.of(stores, access, new PolicySnapshots(feed, pool), pool, pages, clock);
    tokenFile = newTokenFile();
    Edge edge =
        new Edge(
            vertx,
            new Dispatcher(operations),
            new SignIn(
                new EmbeddedIssuer(
                    TokenFile.open(tokenFile), Optional.of(TestTokens.KEY), TestTokens.CLOCK)),
            access,
            new Auditing(stores.auditLog(), clock, () -> {}),
            new Limits(
                BodyReader.STANDARD.maxBytes(),
                8192,
                16384,
                settings.bodyMemory(),
                settings.concurrent(),
                settings.readTimeout(),
                settings.timeout(),
                settings.writeTimeout()),
            databaseAvailable::get,
            Map.of("/openapi", Buffer.buffer(Json.write(OpenApiDocument.of(operations)))),
            log::add,
            new RateLimits(
                Arrays.stream(RequestKind.values())
                    .collect(Collectors.toMap(kind -> kind, _ -> settings.rate())),
                System::nanoTime));
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setMaxHeaderSize(64 * 1024)
                    .setMaxInitialLineLength(64 * 1024))
            .requestHandler(
                request -> {
                  request.pause(); // As the framework does.
                  edge.handle(request);
                })
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /// The API over a store in memory.
  public static ApiUnderTest over(FakeDatabase database, ApiSettings settings) {
    return over(database, settings, SecretProvider.NONE, SecretHandover.NONE);
  }

  /// As [#over(FakeDatabase, ApiSettings)], with secrets.
  public static ApiUnderTest over(
      FakeDatabase database, SecretProvider secrets, SecretHandover handover) {
    return over(database, ApiSettings.DEFAULT, secrets, handover);
  }

  private static ApiUnderTest over(
      FakeDatabase database,
      ApiSettings settings,
      SecretProvider secrets,
      SecretHandover handover) {
    return new ApiUnderTest(
        Vertx.vertx(),
        database.stores(secrets, handover),
        database.policyFeed(),
        database.clock(),
        settings);
  }

  /// As [#over(FakeDatabase, ApiSettings)].
  public static ApiUnderTest over(FakeDatabase database) {
    return over(database, ApiSettings.DEFAULT);
  }

  /// The API over any stores.
  public static ApiUnderTest over(Catalog.Stores stores, PolicyFeed feed, InstantSource clock) {
    return over(Vertx.vertx(), stores, feed, clock);
  }

  /// The API over stores that want to be called on the event loops of `vertx`, which ends with it.
  public static ApiUnderTest over(
      Vertx vertx, Catalog.Stores stores, PolicyFeed feed, InstantSource clock) {
    return new ApiUnderTest(vertx, stores, feed, clock, ApiSettings.DEFAULT);
  }

  private static Path newTokenFile() {
    try {
      return Files.writeString(Files.createTempFile("fairlead", "token"), TOKEN + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The table of operations.
  public List<Operation> operations() {
    return operations;
  }

  public int port() {
    return server.actualPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /// Answered requests, in their order.
  public List<RequestLog.Entry> log() {
    return log;
  }

  /// What the watch on the database says.
  public void databaseAvailable(boolean available) {
    databaseAvailable.set(available);
  }

  /// A request under construction.
  public Call call(String method, String path) {
    return new Call(method, path);
  }

  public Reply get(String path) {
    return call("GET", path).send();
  }

  public Reply put(String path, String body) {
    return call("PUT", path).body(body).send();
  }

  public Reply patch(String path, String body) {
    return call("PATCH", path).body(body).send();
  }

  public Reply delete(String path) {
    return call("DELETE", path).send();
  }

  /// Registers [#CLUSTER].
  public Reply register() {
    return put(CLUSTER, cluster());
  }

  /// The body of a cluster.
  public static String cluster() {
    return """
    {"location": "westeurope", "properties": {"agentPublicKeyCertificate": "%s"}}
    """
        .formatted(KEY);
  }

  /// The body of a Flux v2 configuration.
  public static String flux(String branch) {
    return """
    {"properties": {"gitRepository": {"url": "https://git.example.com/fleet", "repositoryRef":
    {"branch": "%s"}}, "kustomizations": {"apps": {"path": "./apps"}}}}
    """
        .formatted(branch);
  }

  /// A request under construction.
  public final class Call {
    private final String method;
    private final String path;
    private final HttpRequest.Builder request = HttpRequest.newBuilder();
    private String version;
    private byte[] body = new byte[0];

    private Call(String method, String path) {
      this.method = method;
      this.path = path;
      String lower = path.toLowerCase(Locale.ROOT);
      this.version =
          lower.contains("microsoft.authorization/role")
              ? "2022-04-01"
              : lower.contains("microsoft.policyinsights")
                  ? "2024-10-01"
                  : lower.contains("policyexemptions")
                      ? "2022-07-01-preview"
                      : lower.contains("microsoft.authorization")
                          ? "2025-03-01"
                          : lower.contains("kubernetesconfiguration")
                              ? "2023-05-01"
                              : lower.contains("microsoft.kubernetes/")
                                  ? "2021-10-01"
                                  : lower.contains("containerservice")
                                      ? "2024-01-01"
                                      : "2021-04-01";
      request.setHeader("Authorization", "Bearer " + TOKEN);
    }

    public Call version(String apiVersion) {
      version = apiVersion;
      return this;
    }

    /// With another bearer token than the administrator's.
    public Call as(String token) {
      return header("Authorization", "Bearer " + token);
    }

    public Call header(String name, String value) {
      request.setHeader(name, value);
      return this;
    }

    public Call body(String json) {
      return body(json.getBytes(StandardCharsets.UTF_8));
    }

    public Call body(byte[] bytes) {
      body = bytes;
      request.setHeader("Content-Type", "application/json");
      return this;
    }

    public Reply send() {
      return start().join();
    }

    public CompletableFuture<Reply> start() {
      String query =
          version.isEmpty() || path.contains("api-version=")
              ? ""
              : (path.contains("?") ? "&" : "?") + "api-version=" + version;
      String target = path.startsWith("http") ? path : url() + path;
      return client
          .sendAsync(
              request
                  .uri(URI.create(target + query))
                  .timeout(Duration.ofSeconds(30))
                  .method(
                      method,
                      body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                  .build(),
              BodyHandlers.ofByteArray())
          .thenApply(Reply::new);
    }
  }

  /// An answer.
  public record Reply(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    public String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      return response.body().length == 0
          ? JsonNodeFactory.instance.missingNode()
          : Json.readTree(response.body());
    }

    /// A value of the body by JSON pointer, as text; empty when it is not there.
    public String at(String pointer) {
      return json().at(pointer).asText();
    }

    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    public String etag() {
      return header("ETag").orElseThrow();
    }

    /// The error's code.
    public String code() {
      return at("/error/code");
    }
  }

  @Override
  public void close() {
    client.close();
    pool.close();
    pages.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    try {
      Files.delete(tokenFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
