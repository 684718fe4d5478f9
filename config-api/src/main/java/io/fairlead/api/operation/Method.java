package io.fairlead.api.operation;

import java.util.Optional;

/// The HTTP methods that operations use.
public enum Method {
  GET,
  PUT,
  PATCH,
  DELETE,
  POST;

  /// The method of that name; empty for one that no operation uses. Names are case-sensitive
  /// (RFC 9110 §9.1). `HEAD` is answered as `GET`, and the edge leaves the body out.
  public static Optional<Method> of(String name) {
    return switch (name) {
      case "GET", "HEAD" -> Optional.of(GET);
      case "PUT" -> Optional.of(PUT);
      case "PATCH" -> Optional.of(PATCH);
      case "DELETE" -> Optional.of(DELETE);
      case "POST" -> Optional.of(POST);
      default -> Optional.empty();
    };
  }
}
