package io.fairlead.local.keys;

import io.fairlead.encryption.KeyId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How many values each key has sealed in the database of a hub that runs, by its metrics.
@FunctionalInterface
interface SealedCounts {
  /// What stands for the values that are not sealed.
  String NO_KEY = "none";

  Pattern COUNT =
      Pattern.compile(
          "^fairlead_encryption_values\\{[^}]*key=\"(\\w+)\"[^}]*} ([0-9.E]+)$", Pattern.MULTILINE);

  /// By id of key; empty when no hub answers, or it does not know.
  Optional<Map<String, Long>> counted();

  /// How many values other keys than this one sealed, or none did; empty when that is not known.
  default Optional<Long> others(KeyId primary) {
    return counted()
        .map(
            counts ->
                counts.entrySet().stream()
                    .filter(count -> !count.getKey().equals(primary.toString()))
                    .mapToLong(Map.Entry::getValue)
                    .sum());
  }

  /// Asks the API's process.
  ///
  /// @param api its root
  static SealedCounts of(URI api) {
    return () -> {
      try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
        var request =
            HttpRequest.newBuilder(api.resolve("/q/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return read(client.send(request, BodyHandlers.ofString()).body());
      } catch (IOException e) {
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    };
  }

  /// Reads it from all metrics.
  static Optional<Map<String, Long>> read(String metrics) {
    Map<String, Long> counts =
        COUNT
            .matcher(metrics)
            .results()
            .collect(Collectors.toMap(found -> found.group(1), SealedCounts::value));
    return counts.isEmpty() ? Optional.empty() : Optional.of(counts);
  }

  private static long value(MatchResult found) {
    return Math.round(Double.parseDouble(found.group(2)));
  }
}
