package io.fairlead.api.operation;

import io.fairlead.contract.access.RoleScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A path with parameters, such as `/subscriptions/{subscriptionId}`. Fixed segments compare
/// case-insensitively, as ARM's do. Immutable.
public final class PathTemplate {
  private static final Set<String> SCOPES =
      Set.of("{subscriptionId}", "{resourceGroupName}", "{clusterName}", "{configurationName}");

  private final String text;
  private final List<String> segments;

  private PathTemplate(String text) {
    this.text = text;
    this.segments = List.of(text.substring(1).split("/", -1));
  }

  public static PathTemplate of(String text) {
    return new PathTemplate(text);
  }

  /// The parameters of a path, by name; empty when the path is another one.
  ///
  /// @param path the decoded segments of the path
  public Optional<Map<String, String>> match(List<String> path) {
    if (!matches(path)) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      if (isParameter(segments.get(i))) {
        parameters.put(name(segments.get(i)), path.get(i));
      }
    }
    return Optional.of(parameters);
  }

  /// Last segments first: paths begin alike.
  private boolean matches(List<String> path) {
    if (path.size() != segments.size()) {
      return false;
    }
    for (int i = segments.size() - 1; i >= 0; i--) {
      String segment = segments.get(i);
      if (!isParameter(segment) && !segment.equalsIgnoreCase(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// The fixed segments and the parameters, in order.
  List<String> segments() {
    return segments;
  }

  /// The subscription, resource group, cluster or configuration that a path names: the last of
  /// them; everything when it names none.
  ///
  /// @param parameters of the path
  public RoleScope scope(Map<String, String> parameters) {
    int end = 0;
    for (int i = 0; i < segments.size(); i++) {
      if (SCOPES.contains(segments.get(i))) {
        end = i + 1;
      }
    }
    if (end == 0) {
      return RoleScope.ROOT;
    }
    var scope = new StringBuilder();
    for (String segment : segments.subList(0, end)) {
      scope.append('/').append(isParameter(segment) ? parameters.get(name(segment)) : segment);
    }
    return RoleScope.parse(scope.toString());
  }

  /// The segments of a path that has these parameters.
  public List<String> filled(Map<String, String> parameters) {
    return segments.stream()
        .map(s -> isParameter(s) ? parameters.getOrDefault(name(s), s) : s)
        .toList();
  }

  /// The names of the parameters, in order.
  public List<String> parameters() {
    List<String> names = new ArrayList<>();
    segments.stream().filter(PathTemplate::isParameter).forEach(s -> names.add(name(s)));
    return names;
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  private static String name(String segment) {
    return segment.substring(1, segment.length() - 1);
  }

  /// The template as OpenAPI writes it.
  @Override
  public String toString() {
    return text;
  }
}
