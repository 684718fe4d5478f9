package io.fairlead.api.rate;

import java.util.Locale;

/// What ARM counts apart.
public enum RequestKind {
  /// `GET` and `HEAD`.
  READS,
  /// `PUT`, `PATCH` and `POST`, whatever the action does: as ARM counts it.
  WRITES,
  /// `DELETE`.
  DELETES;

  /// The kind of a request.
  ///
  /// @param method of HTTP, as sent
  public static RequestKind of(String method) {
    return switch (method) {
      case "GET", "HEAD" -> READS;
      case "DELETE" -> DELETES;
      default -> WRITES;
    };
  }

  /// As it is written in headers and labels: `reads`, `writes`, `deletes`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
