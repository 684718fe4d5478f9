package io.fairlead.contract.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request of the API that wrote, deleted or did something, or was refused that. It has nothing
/// of what was written: neither properties nor secrets.
///
/// @param id unique; the same however often it is published
/// @param at when it was asked for, by the hub's clock, to the microsecond
/// @param action such as `Microsoft.KubernetesConfiguration/fluxConfigurations/write`
/// @param resourceId what was meant, as the request wrote it; it need not be there
/// @param caller who asked
/// @param request how it was asked
/// @param status the HTTP status of the answer: from 400 on, nothing was changed
/// @param errorCode the code of the error in the answer; null for none
/// @param generationBefore of the resource; null where it was not there, has none, or nothing was
///     changed
/// @param generationAfter of the resource; null as before
public record AuditEntry(
    UUID id,
    Instant at,
    String action,
    String resourceId,
    Caller caller,
    Request request,
    int status,
    @Nullable String errorCode,
    @Nullable Long generationBefore,
    @Nullable Long generationAfter) {
  /// Who asked, as a verified token says. Texts have 256 characters at most.
  ///
  /// @param id what role assignments name
  /// @param name for people
  /// @param type `User` or `Application`
  /// @param token the id of the token (`jti`), never the token; empty for one without
  /// @param role the name of the role that permitted what was done; null for a refusal
  public record Caller(String id, String name, String type, String token, @Nullable String role) {}

  /// A request.
  ///
  /// @param id the hub's, new for every request
  /// @param correlationId the client's, or the hub's
  /// @param clientId the client's own id of the request; null for none
  /// @param clientAddress where it came from: an IP address
  /// @param method of HTTP
  public record Request(
      String id,
      String correlationId,
      @Nullable String clientId,
      String clientAddress,
      String method) {}

  /// Whether it was done.
  public boolean succeeded() {
    return status < 400;
  }
}
