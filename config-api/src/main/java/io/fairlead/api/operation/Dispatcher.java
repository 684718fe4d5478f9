package io.fairlead.api.operation;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.request.PercentEncoding;
import io.fairlead.api.request.QueryParameters;
import io.fairlead.contract.access.RoleScope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds the operation for a request. Judges in ARM's order: path, api-version, method, then the
/// values in the path. Immutable.
public final class Dispatcher {
  private static final Pattern SLASHES = Pattern.compile("/{2,}");

  private final List<Operation> operations;

  public Dispatcher(List<Operation> operations) {
    this.operations = List.copyOf(operations);
  }

  /// An operation and the parameters of its path.
  public record Found(Operation operation, Map<String, String> parameters) {
    /// Where the caller needs what the operation needs.
    public RoleScope scope() {
      return operation.path().scope(parameters);
    }
  }

  private record Candidate(Operation operation, Map<String, String> parameters) {}

  /// The operation for a request.
  ///
  /// @param method the request's method as sent
  /// @param rawPath the path as sent, still escaped
  /// @throws ArmException when there is none: 400, 404 or 405
  public Found find(String method, String rawPath, QueryParameters query) {
    List<String> path = segments(rawPath);
    List<Candidate> candidates = new ArrayList<>();
    for (Operation operation : operations) {
      operation
          .path()
          .match(path)
          .ifPresent(parameters -> candidates.add(new Candidate(operation, parameters)));
    }
    if (candidates.isEmpty()) {
      throw noSuchPath(method, rawPath, path, query);
    }
    candidates.getFirst().operation().versions().check(query);
    Optional<Method> known = Method.of(method);
    for (Candidate candidate : candidates) {
      if (known.filter(candidate.operation().method()::equals).isPresent()) {
        PathRules.check(candidate.parameters());
        return new Found(candidate.operation(), candidate.parameters());
      }
    }
    throw methodNotAllowed(
        method,
        rawPath,
        candidates.stream()
            .map(c -> c.operation().method())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Method.class))));
  }

  private static List<String> segments(String rawPath) {
    // Azure's SDKs put a slash before a scope that begins with one, and around an empty parent.
    String single = SLASHES.matcher(rawPath).replaceAll("/");
    String path =
        single.length() > 1 && single.endsWith("/")
            ? single.substring(0, single.length() - 1)
            : single;
    List<String> segments = new ArrayList<>();
    for (String raw : path.substring(1).split("/", -1)) {
      segments.add(
          PercentEncoding.decode(raw)
              .orElseThrow(
                  () ->
                      new ArmException(
                          ArmErrorCode.InvalidResourceId,
                          "The path is not percent-encoded UTF-8.")));
    }
    return segments;
  }

  private ArmException noSuchPath(
      String method, String rawPath, List<String> path, QueryParameters query) {
    for (int i = 0; i + 1 < path.size(); i++) {
      if (!isProvidersPosition(i) || !path.get(i).equalsIgnoreCase("providers")) {
        continue;
      }
      String name = path.get(i + 1);
      Optional<Namespaces.Namespace> namespace = Namespaces.find(name);
      if (namespace.isEmpty()) {
        return new ArmException(
            ArmErrorCode.InvalidResourceNamespace,
            "The resource namespace '" + Shown.of(name) + "' is invalid.");
      }
      if (i + 2 < path.size() && !namespace.get().offers(path.get(i + 2))) {
        return new ArmException(
            ArmErrorCode.InvalidResourceType,
            "The resource type '%s' could not be found in the namespace '%s' for api version '%s'."
                .formatted(
                    Shown.of(path.get(i + 2)),
                    namespace.get().name(),
                    Shown.of(query.value("api-version").orElse(""))));
      }
    }
    if (method.equals("POST") && isAction(path)) {
      return methodNotAllowed(method, rawPath, Set.of());
    }
    return new ArmException(
        ArmErrorCode.NotFound, "There is nothing at the path '" + Shown.path(rawPath) + "'.");
  }

  /// `/providers`, `/subscriptions/{}/providers`, `…/resourceGroups/{}/providers` and those of
  /// resources that extend another one.
  private static boolean isProvidersPosition(int index) {
    return index == 0 || index == 2 || index == 4 || index == 6 || index == 8 || index == 12;
  }

  /// An action is one segment after the path of a resource.
  private boolean isAction(List<String> path) {
    List<String> resource = path.subList(0, path.size() - 1);
    return operations.stream()
        .anyMatch(
            operation ->
                operation.method() == Method.PUT && operation.path().match(resource).isPresent());
  }

  private static ArmException methodNotAllowed(String method, String rawPath, Set<Method> allowed) {
    String allow =
        allowed.stream()
            .map(m -> m == Method.GET ? "GET, HEAD" : m.name())
            .collect(Collectors.joining(", "));
    return new ArmException(
        ArmError.of(
            ArmErrorCode.MethodNotAllowed,
            "The HTTP method '%s' is not supported on the resource '%s'."
                .formatted(Shown.of(method), Shown.path(rawPath))),
        Map.of("Allow", allow));
  }
}
