package io.fairlead.local.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.embedded.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// An API that remembers the clusters that are put into it.
final class FakeApi implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> clusters = new ConcurrentHashMap<>();
  final List<JsonNode> written = new CopyOnWriteArrayList<>();

  FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(Ports.LOOPBACK), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI root() {
    return URI.create("http://" + Ports.LOOPBACK + ":" + server.getAddress().getPort());
  }

  /// Knows a cluster of somebody else.
  void knows(ResourceId cluster, String key) {
    String body =
        """
        {"location": "shipyard", "tags": {"ring": "canary"},
         "properties": {"agentPublicKeyCertificate": "%s"}}"""
            .formatted(key);
    clusters.put(cluster.toString(), body.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      byte[] known = clusters.get(path);
      if (exchange.getRequestMethod().equals("PUT")) {
        clusters.put(path, body);
        written.add(Json.read(body, JsonNode.class));
        exchange.sendResponseHeaders(known == null ? 201 : 200, body.length);
        exchange.getResponseBody().write(body);
      } else if (known == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        exchange.sendResponseHeaders(200, known.length);
        exchange.getResponseBody().write(known);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
