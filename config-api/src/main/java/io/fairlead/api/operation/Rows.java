package io.fairlead.api.operation;

import static io.fairlead.api.operation.Operation.Trait.Narrowed;
import static io.fairlead.api.operation.Operation.Trait.Paged;
import static io.fairlead.api.operation.Operation.Trait.Tagged;

import io.fairlead.api.operation.Operation.Doc;
import io.fairlead.api.operation.Operation.Response;
import io.fairlead.api.operation.Operation.Trait;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rows that have a tag and their api-versions in common.
final class Rows {
  private final List<Operation> rows;
  private final String tag;
  private final ApiVersions versions;

  /// @param rows where they are added
  Rows(List<Operation> rows, String tag, ApiVersions versions) {
    this.rows = rows;
    this.tag = tag;
    this.versions = versions;
  }

  void add(
      String id,
      Method method,
      String path,
      String summary,
      @Nullable String requestSchema,
      Map<Integer, Response> responses,
      Set<Trait> traits,
      Handler handler) {
    var doc = new Doc(tag, summary, requestSchema, new TreeMap<>(responses), traits);
    var template = PathTemplate.of(path);
    var permission = Actions.of(method, template, traits.contains(Narrowed));
    rows.add(new Operation(id, method, template, versions, permission, doc, handler));
  }

  void list(String id, String path, String schema, Handler handler) {
    list(id, path, schema, Set.of(Paged), handler);
  }

  /// A list that shows those that its caller may read. The handler must hand the caller's scopes to
  /// the store.
  void narrowedList(String id, String path, String schema, Handler handler) {
    list(id, path, schema, Set.of(Paged, Narrowed), handler);
  }

  void list(String id, String path, String schema, Set<Trait> traits, Handler handler) {
    add(
        id,
        Method.GET,
        path,
        "Lists resources, page by page",
        null,
        Map.of(200, new Response("A page", schema + "List")),
        traits,
        handler);
  }

  void get(String id, String path, String schema, Handler handler) {
    add(
        id,
        Method.GET,
        path,
        "Reads a resource",
        null,
        Map.of(200, new Response("The resource", schema)),
        Set.of(Tagged),
        handler);
  }

  void put(String id, String path, String schema, Set<Trait> traits, Handler handler) {
    add(
        id,
        Method.PUT,
        path,
        "Creates or replaces a resource",
        schema,
        Map.of(
            200, new Response("Replaced, or unchanged", schema),
            201, new Response("Created", schema)),
        traits,
        handler);
  }
}
