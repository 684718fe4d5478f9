package io.fairlead.local;

import com.sun.net.httpserver.HttpServer;
import io.fairlead.embedded.Lifeline;
import io.fairlead.embedded.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Stands in for a service in the launcher's tests: a JVM that answers the health question.
final class FakeService {
  private FakeService() {}

  /// Serves until told to stop.
  ///
  /// @param arguments `broken` to end at once
  public static void main(String[] arguments) throws IOException {
    if (List.of(arguments).contains("broken")) {
      System.exit(3);
    }
    Lifeline.holdIfAsked();
    int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(Ports.LOOPBACK), port), 0);
    server.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    // An API to which every cluster is new.
    server.createContext(
        "/subscriptions/",
        exchange -> {
          exchange.sendResponseHeaders(exchange.getRequestMethod().equals("PUT") ? 201 : 404, -1);
          exchange.close();
        });
    Files.writeString(Path.of("environment"), String.join("\n", System.getenv().keySet()));
    server.start();
    System.out.println("serving");
  }

  static ServiceProgram program(String name) {
    return new ServiceProgram(
        name, List.of("-cp", System.getProperty("java.class.path"), FakeService.class.getName()));
  }

  static ServiceProgram brokenProgram(String name) {
    return new ServiceProgram(
        name,
        List.of(
            "-cp", System.getProperty("java.class.path"), FakeService.class.getName(), "broken"));
  }
}
