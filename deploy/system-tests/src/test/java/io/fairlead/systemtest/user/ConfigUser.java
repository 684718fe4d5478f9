package io.fairlead.systemtest.user;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Someone who uses the API as any ARM client would: over HTTP, with a bearer token, with entity
/// tags.
///
/// A request that gets no answer throws [UncheckedIOException]: the user then does not know whether
/// it was
/// carried out. Thread-safe.
public final class ConfigUser {
  /// Not a header: no condition.
  public static final Map<String, String> ALWAYS = Map.of();

  private static final String CLUSTERS = "Microsoft.Kubernetes/connectedClusters";

  /// Longer than anything inside the hub waits, so that a request given up on is not carried out
  /// later.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http;
  private final URI api;
  private final String token;

  public ConfigUser(URI api, Path tokenFile) {
    this(api, tokenFile, HttpClient.newBuilder());
  }

  /// @param http with what the way to the API needs
  public ConfigUser(URI api, Path tokenFile, HttpClient.Builder http) {
    this.api = api;
    this.http =
        http.version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    try {
      this.token = Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The condition that nothing has changed since that entity tag.
  public static Map<String, String> ifMatch(String etag) {
    return Map.of("If-Match", etag);
  }

  /// The condition that there is none yet.
  public static Map<String, String> ifNew() {
    return Map.of("If-None-Match", "*");
  }

  public Answer get(ResourceId id) {
    return send("GET", uri(id.toString(), id.type(), ""), null, ALWAYS);
  }

  public Answer put(ResourceId id, JsonNode body) {
    return put(id, body, ALWAYS);
  }

  public Answer put(ResourceId id, JsonNode body, Map<String, String> condition) {
    return send("PUT", uri(id.toString(), id.type(), ""), body, condition);
  }

  public Answer patch(ResourceId id, JsonNode body, Map<String, String> condition) {
    return send("PATCH", uri(id.toString(), id.type(), ""), body, condition);
  }

  public Answer delete(ResourceId id) {
    return delete(id, ALWAYS);
  }

  public Answer delete(ResourceId id, Map<String, String> condition) {
    return send("DELETE", uri(id.toString(), id.type(), ""), null, condition);
  }

  /// Deletes without waiting for the cluster.
  public Answer forceDelete(ResourceId id) {
    return forceDelete(id, ALWAYS);
  }

  /// Deletes without waiting for the cluster.
  public Answer forceDelete(ResourceId id, Map<String, String> condition) {
    return send("DELETE", uri(id.toString(), id.type(), "&forceDelete=true"), null, condition);
  }

  public Answer get(PolicyId id) {
    return send("GET", uri(id), null, ALWAYS);
  }

  public Answer put(PolicyId id, JsonNode body) {
    return send("PUT", uri(id), body, ALWAYS);
  }

  public Answer delete(PolicyId id) {
    return send("DELETE", uri(id), null, ALWAYS);
  }

  /// All configurations of a type in a cluster, over all pages.
  ///
  /// @param type such as `Microsoft.KubernetesConfiguration/fluxConfigurations`
  public List<JsonNode> list(ResourceId cluster, String type) {
    return pages(uri(cluster + "/providers/" + type, type, ""));
  }

  /// All connected clusters of all subscriptions.
  public List<ResourceId> clusters() {
    List<ResourceId> all = new ArrayList<>();
    URI subscriptions = URI.create(api + "/subscriptions?api-version=2021-04-01");
    for (JsonNode subscription : pages(subscriptions)) {
      String path = "/subscriptions/" + subscription.path("subscriptionId").asText();
      for (JsonNode cluster : pages(uri(path + "/providers/" + CLUSTERS, CLUSTERS, ""))) {
        all.add(ResourceId.parse(cluster.path("id").asText()));
      }
    }
    return all;
  }

  /// How the long-running operation of an answer stands now.
  public Answer operation(Answer begun) {
    String url =
        begun
            .header("Azure-AsyncOperation")
            .orElseThrow(() -> new AssertionError("no operation in " + begun));
    return send("GET", URI.create(url), null, ALWAYS);
  }

  private List<JsonNode> pages(URI first) {
    List<JsonNode> all = new ArrayList<>();
    URI next = first;
    while (next != null) {
      Answer page = send("GET", next, null, ALWAYS).expect(200);
      page.body().path("value").forEach(all::add);
      String link = page.text("/nextLink");
      next = link.isEmpty() ? null : URI.create(link);
    }
    return all;
  }

  private URI uri(PolicyId id) {
    String version = id.type() == PolicyType.EXEMPTION ? "2022-07-01-preview" : "2023-04-01";
    return URI.create(api + id.toString() + "?api-version=" + version);
  }

  private URI uri(String path, String type, String more) {
    return URI.create(api + path + "?api-version=" + version(type) + more);
  }

  private static String version(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "microsoft.kubernetes/connectedclusters" -> "2021-10-01";
      case "microsoft.containerservice/managedclusters" -> "2024-01-01";
      case "microsoft.kubernetesconfiguration/fluxconfigurations",
          "microsoft.kubernetesconfiguration/sourcecontrolconfigurations" ->
          "2023-05-01";
      case String other -> throw new IllegalArgumentException("no api-version for " + other);
    };
  }

  private Answer send(
      String method, URI uri, @Nullable JsonNode body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json");
    headers.forEach(request::header);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofByteArray(Json.write(body)));
    }
    try {
      return Answer.of(http.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + uri.getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + method + " " + uri.getPath(), e);
    }
  }
}
