package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;

/// What a failure of the Kubernetes API means.
public final class Faults {
  /// For how long something has to go wrong before that is told to people: what passes by itself is
  /// no news.
  public static final Duration LASTING = Duration.ofSeconds(30);

  private static final int MOST = 512;
  private static final int TOO_MANY_REQUESTS = 429;

  private Faults() {}

  /// Why, in the API's own words where it has some; at most 512 characters.
  public static String reason(KubernetesClientException e) {
    String said = e.getStatus() == null ? null : e.getStatus().getMessage();
    String text = said == null || said.isBlank() ? String.valueOf(e.getMessage()) : said;
    return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
  }

  /// Whether what was to be applied does not fit the kind's schema. Servers say so as if it were
  /// their own failure, with code 500.
  static boolean isMisfit(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_INTERNAL_ERROR
        && reason(e).startsWith("failed to create typed patch object");
  }

  /// Whether the same call may succeed a little later: the API is away, overloaded or failing, or
  /// somebody else wrote at the same moment.
  public static boolean passes(KubernetesClientException e) {
    int code = e.getCode();
    return code <= 0
        || code == HttpURLConnection.HTTP_CLIENT_TIMEOUT
        || code == HttpURLConnection.HTTP_CONFLICT
        || code == TOO_MANY_REQUESTS
        || code >= HttpURLConnection.HTTP_INTERNAL_ERROR;
  }
}
