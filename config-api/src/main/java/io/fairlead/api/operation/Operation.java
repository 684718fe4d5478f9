package io.fairlead.api.operation;

import io.fairlead.api.access.Permission;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One row of the table of operations: everything that is said about it anywhere follows from here,
/// its route, its documentation and its label in metrics.
///
/// @param id its name in OpenAPI, metrics and logs, such as `FluxConfigurations_Get`
/// @param method the HTTP method
/// @param path the path
/// @param versions the api-versions accepted
/// @param permission what its caller needs
/// @param doc what OpenAPI says of it
/// @param handler what it does
public record Operation(
    String id,
    Method method,
    PathTemplate path,
    ApiVersions versions,
    Permission permission,
    Doc doc,
    Handler handler) {

  /// Whether this operation asks the store; the others are answered even without a database.
  public boolean needsStore() {
    return !doc.traits().contains(Trait.Static);
  }

  /// Whether this operation takes a body.
  public boolean takesBody() {
    return doc.requestSchema() != null;
  }

  /// What several operations have in common for their clients.
  public enum Trait {
    /// Honours `If-Match` and `If-None-Match: *`.
    Conditional,
    /// Answers with `ETag`.
    Tagged,
    /// Takes `$top` and `$skipToken`, answers with `nextLink`.
    Paged,
    /// Lists only what the caller may read, when that is not all.
    Narrowed,
    /// Takes `$filter`.
    Filtered,
    /// Takes OData's options of a query of policy states.
    Queried,
    /// May answer with the headers of a long-running operation.
    LongRunning,
    /// Takes `forceDelete`.
    Forcible,
    /// Answers always the same.
    Static
  }

  /// The documentation of an operation.
  ///
  /// @param tag groups operations
  /// @param summary one line
  /// @param requestSchema the component schema of the body; null when it takes none
  /// @param responses the component schema of the body by status; null for an answer without body
  /// @param traits what it has in common with others
  public record Doc(
      String tag,
      String summary,
      @Nullable String requestSchema,
      Map<Integer, Response> responses,
      Set<Trait> traits) {
    public Doc {
      responses = Collections.unmodifiableMap(new LinkedHashMap<>(responses));
      traits = Set.copyOf(traits);
    }
  }

  /// One answer of an operation.
  ///
  /// @param description when it is given
  /// @param schema the component schema of its body; null for none
  public record Response(String description, @Nullable String schema) {}
}
