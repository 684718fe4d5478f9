package io.fairlead.local.keys;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalLong;

/// How many values a hub that runs has still to seal with the primary key, by its metrics.
@FunctionalInterface
interface ResealingProgress {
  /// Empty when no hub answers, or it does not know.
  OptionalLong waiting();

  /// Asks the API's process.
  ///
  /// @param api its root
  static ResealingProgress of(URI api) {
    return () -> {
      try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
        var request =
            HttpRequest.newBuilder(api.resolve("/q/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return waiting(client.send(request, BodyHandlers.ofString()).body());
      } catch (IOException e) {
        return OptionalLong.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return OptionalLong.empty();
      }
    };
  }

  /// Reads it from all metrics.
  static OptionalLong waiting(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("fairlead_encryption_values_to_reseal"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .filter(value -> !value.equals("NaN"))
        .mapToLong(value -> Math.round(Double.parseDouble(value)))
        .findFirst();
  }
}
