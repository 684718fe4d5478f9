package io.fairlead.api.request;

import io.fairlead.api.access.Allowed;
import io.fairlead.store.Principal;
import java.util.Map;

/// A request as an operation sees it: routed, signed in, read completely and within its limits.
///
/// @param parameters the parameters of the path by name, decoded, as the client wrote them
/// @param query the query
/// @param headers the headers
/// @param baseUrl scheme and authority to build absolute links from, such as
///     `http://127.0.0.1:8080`
/// @param path the raw path, for links to the same list
/// @param body the body; empty for none
/// @param allowed who asks, and how much of what is asked for that may see
public record ArmRequest(
    Map<String, String> parameters,
    QueryParameters query,
    RequestHeaders headers,
    String baseUrl,
    String path,
    RequestBody body,
    Allowed allowed) {
  public ArmRequest {
    parameters = Map.copyOf(parameters);
  }

  /// A parameter of the path.
  ///
  /// @throws IllegalStateException when the operation's path has no such parameter
  public String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalStateException("The path has no parameter " + name);
    }
    return value;
  }

  /// Who asks, as the store notes it.
  public Principal principal() {
    return allowed.caller().principal();
  }

  /// The api-version asked for; the table of operations has checked it.
  public String apiVersion() {
    return query.value("api-version").orElse("");
  }

  /// What the client requires of the resource's state.
  ///
  /// @throws ArmException (400) when it is malformed
  public Precondition precondition() {
    return Precondition.of(headers.value("If-Match"), headers.value("If-None-Match"));
  }

  /// The absolute URL of another page of this list: with the same api-version, `$top`
  /// and `$filter`.
  ///
  /// @param token the store's token of that page
  public String nextLink(String token) {
    return link(path)
        + again("$top")
        + again("$filter")
        + "&$skipToken="
        + PercentEncoding.encode(token);
  }

  private String again(String parameter) {
    return query
        .value(parameter)
        .map(value -> "&" + parameter + "=" + PercentEncoding.encode(value))
        .orElse("");
  }

  /// The absolute URL of another resource, with this request's api-version.
  ///
  /// @param otherPath escaped
  public String link(String otherPath) {
    return baseUrl + otherPath + "?api-version=" + PercentEncoding.encode(apiVersion());
  }
}
