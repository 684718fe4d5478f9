package io.fairlead.listener;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Who can reach a service's port without TLS.
///
/// @param host the address that the service listens on
/// @param isPlainOpen whether it is served without TLS
/// @param isTlsOpen whether it is served with TLS
public record Exposure(String host, boolean isPlainOpen, boolean isTlsOpen) {
  static final String HOST = "quarkus.http.host";
  static final String INSECURE_REQUESTS = "quarkus.http.insecure-requests";

  private static final String DISABLED = "disabled";
  private static final String EVERYWHERE = "0.0.0.0";

  /// Names that mean the loopback wherever they are looked up; other names are not looked up.
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "::1", "[::1]");

  /// @param settings all of the service, by name
  static Exposure of(Map<String, String> settings) {
    String insecure = settings.getOrDefault(INSECURE_REQUESTS, "enabled");
    return new Exposure(
        settings.getOrDefault(HOST, EVERYWHERE),
        !insecure.toLowerCase(Locale.ROOT).equals(DISABLED),
        settings.keySet().stream().anyMatch(TlsFiles::isServerKey));
  }

  /// Whether only this machine can reach it.
  public boolean isLoopback() {
    return host.matches("127(\\.\\d{1,3}){3}")
        || LOOPBACK_NAMES.contains(host.toLowerCase(Locale.ROOT));
  }

  /// Whether what is said can be read and changed on its way.
  public boolean isInsecure() {
    return isPlainOpen && !isLoopback();
  }
}
