package io.fairlead.api.operation;

import io.fairlead.api.access.Permission;
import io.fairlead.api.access.Permission.Reach;
import java.util.List;
import java.util.Set;

/// What an operation needs follows from its path and its method, as in ARM: so there is none that
/// needs nothing by mistake.
final class Actions {
  private static final String SUBSCRIPTIONS = "Microsoft.Resources/subscriptions";

  /// Asked by `POST` although they change nothing.
  private static final Set<String> READS = Set.of("queryResults", "summarize", "listDeployments");

  private Actions() {}

  /// @param narrowed whether the operation is a list that can be limited to some scopes
  static Permission of(Method method, PathTemplate path, boolean narrowed) {
    List<String> segments = path.segments();
    int provider = segments.lastIndexOf("providers");
    String type =
        provider < 0 ? scope(segments) : type(segments.subList(provider, segments.size()));
    Reach reach = provider == 0 ? Reach.Everyone : narrowed ? Reach.Within : Reach.Scope;
    return new Permission(type + "/" + verb(method, segments.getLast()), reach);
  }

  private static String scope(List<String> segments) {
    return segments.contains("resourceGroups") ? SUBSCRIPTIONS + "/resourceGroups" : SUBSCRIPTIONS;
  }

  /// `providers`, the provider, then types and names in turn.
  private static String type(List<String> segments) {
    var type = new StringBuilder(segments.get(1));
    for (int i = 2; i < segments.size(); i += 2) {
      type.append('/').append(segments.get(i));
    }
    return type.toString();
  }

  private static String verb(Method method, String last) {
    return switch (method) {
      case GET -> "read";
      case PUT, PATCH -> "write";
      case DELETE -> "delete";
      case POST -> READS.contains(last) ? "read" : "action";
    };
  }
}
