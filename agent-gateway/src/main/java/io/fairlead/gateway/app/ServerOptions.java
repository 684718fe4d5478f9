package io.fairlead.gateway.app;

import io.fairlead.gateway.server.SessionEndpoint;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/// Sets Quarkus' HTTP servers up for agents' connections.
@ApplicationScoped
public class ServerOptions implements HttpServerOptionsCustomizer {
  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    SessionEndpoint.configure(options);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    SessionEndpoint.configure(options);
  }
}
