package io.fairlead.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks a service whether it can serve.
///
/// @param client shared by all probes
/// @param service the service's root
record HealthProbe(HttpClient client, URI service) {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int OK = 200;

  /// Whether it answers, and says so. Does not throw: no answer is an answer.
  boolean isReady() {
    var request =
        HttpRequest.newBuilder(service.resolve("/q/health/ready")).timeout(LIMIT).GET().build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException notServing) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
