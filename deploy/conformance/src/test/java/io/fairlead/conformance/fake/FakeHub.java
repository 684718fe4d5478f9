package io.fairlead.conformance.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.conformance.agent.Json;
import io.fairlead.conformance.agent.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// An API and a gateway over the same memory.
public final class FakeHub implements AutoCloseable {
  private static final String CONFIGURATIONS =
      "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/";

  private final Map<String, FakeCluster> clusters = new ConcurrentHashMap<>();
  private final ServerSocket gateway;
  private final HttpServer api;
  private final FakeDoor door;

  /// @param flaw what it does wrong; null for nothing
  public FakeHub(@Nullable Flaw flaw) throws IOException {
    this.door = new FakeDoor(clusters, flaw);
    InetAddress here = InetAddress.getLoopbackAddress();
    this.gateway = new ServerSocket(0, 50, here);
    this.api = HttpServer.create(new InetSocketAddress(here, 0), 50);
    api.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    api.createContext("/", this::answer);
    api.start();
    Thread.ofVirtual().start(this::accept);
  }

  public URI apiUri() {
    return URI.create("http://127.0.0.1:" + api.getAddress().getPort());
  }

  public URI gatewayUri() {
    return URI.create("http://127.0.0.1:" + gateway.getLocalPort());
  }

  /// How many clusters are registered.
  public int clusters() {
    return clusters.size();
  }

  private void accept() {
    while (!gateway.isClosed()) {
      try {
        Socket socket = gateway.accept();
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        // Closed.
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      door.serve(socket);
    } catch (IOException _) {
      // The agent is gone.
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      int at = path.indexOf(CONFIGURATIONS);
      ObjectNode told = Json.object();
      int status;
      if (path.equals("/subscriptions")) {
        status = 200;
      } else if (at < 0) {
        status = cluster(exchange.getRequestMethod(), path, body);
      } else {
        FakeCluster cluster = clusters.get(Version.key(path.substring(0, at)));
        status = cluster == null ? 404 : configuration(exchange, cluster, path, body, told);
      }
      byte[] bytes = Json.write(told).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
      if (status != 204) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private int cluster(String method, String id, byte[] body) throws IOException {
    if (method.equals("DELETE")) {
      FakeCluster removed = clusters.remove(Version.key(id));
      if (removed == null) {
        return 204;
      }
      removed.remove();
      return 200;
    }
    String key = json(body).at("/properties/agentPublicKeyCertificate").asText();
    clusters.computeIfAbsent(Version.key(id), none -> new FakeCluster(id, key)).rekey(key);
    return 200;
  }

  private static int configuration(
      HttpExchange exchange, FakeCluster cluster, String id, byte[] body, ObjectNode told)
      throws IOException {
    return switch (exchange.getRequestMethod()) {
      // The kit's patches name all that its puts may change.
      case "PUT", "PATCH" -> cluster.put(id, (ObjectNode) json(body).path("properties"));
      case "DELETE" -> {
        String query = exchange.getRequestURI().getQuery();
        cluster.delete(id, query.contains("forceDelete=true"));
        yield 200;
      }
      default -> {
        ObjectNode known = cluster.told(id);
        if (known == null) {
          yield 404;
        }
        told.setAll(known);
        yield 200;
      }
    };
  }

  private static JsonNode json(byte[] body) throws IOException {
    return Json.read(new String(body, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    api.stop(0);
    try {
      gateway.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
