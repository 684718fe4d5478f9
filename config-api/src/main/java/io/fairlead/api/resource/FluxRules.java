package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.resource.SourceUrl.Transport;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.Violation.Kind;
import io.fairlead.contract.flux.ClusterNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What must hold across the properties of a flux configuration.
final class FluxRules {
  private FluxRules() {}

  /// Exactly one of branch, tag, semver and commit, where commit may go with branch.
  record OneReference() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      var given = Stream.of("branch", "tag", "semver", "commit").filter(value::has).toList();
      if (given.size() != 1 && !given.equals(List.of("branch", "commit"))) {
        findings.add(
            Kind.InvalidCombination,
            at,
            "'%s' has %s; exactly one of branch, tag, semver and commit is required (commit may go with branch)."
                .formatted(at, given.isEmpty() ? "none" : String.join(", ", given)));
      }
    }
  }

  /// What authenticates over SSH needs an SSH URL, and the same for HTTPS.
  record GitTransport() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      SourceUrl.parse(value.path("url").asText())
          .ifPresent(
              url -> {
                if (url.transport() != Transport.SSH) {
                  refuse(value, "sshKnownHosts", "an ssh:// or git@ URL", at, findings);
                }
                if (url.transport() != Transport.HTTPS) {
                  // Flux sends no credentials over http://.
                  refuse(value, "httpsUser", "an https:// URL", at, findings);
                  refuse(value, "httpsCACert", "an https:// URL", at, findings);
                }
              });
    }

    private static void refuse(
        ObjectNode value, String name, String needed, JsonPath at, Findings findings) {
      if (value.has(name)) {
        findings.add(
            Kind.InvalidCombination,
            at.child(name),
            "'%s' needs %s in '%s'.".formatted(at.child(name), needed, at.child("url")));
      }
    }
  }

  /// The block of the source kind is there and no other is.
  record MatchingSource() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      var kind = SourceKind.of(value);
      if (kind.isEmpty()) {
        return;
      }
      if (!value.has(kind.get().block())) {
        findings.add(
            Kind.InvalidCombination,
            at.child(kind.get().block()),
            "Invalid source kind match. Config with specified source kind '%s' must contain corresponding body '%s'."
                .formatted(kind.get(), at.child(kind.get().block())));
      }
      for (var other : SourceKind.values()) {
        if (other != kind.get() && value.has(other.block())) {
          findings.add(
              Kind.InvalidCombination,
              at.child(other.block()),
              "Invalid source kind match. Config with specified source kind '%s' cannot contain '%s'; leave it out or set it to null."
                  .formatted(kind.get(), at.child(other.block())));
        }
      }
    }
  }

  /// Protected settings fit the source kind, its URL and its other credentials.
  record ProtectedSettings() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      var settings = value.path("configurationProtectedSettings");
      var kind = SourceKind.of(value);
      if (kind.isEmpty() || settings.isEmpty()) {
        return;
      }
      var path = at.child("configurationProtectedSettings");
      settings
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!kind.get().settings().contains(name)) {
                  findings.add(
                      Kind.InvalidCombination,
                      path.child(name),
                      "'%s' does not go with source kind '%s'. Allowed there: %s."
                          .formatted(
                              path.child(name),
                              kind.get(),
                              kind.get().settings().isEmpty()
                                  ? "none"
                                  : String.join(", ", kind.get().settings())));
                }
              });
      var source = value.path(kind.get().block());
      if (kind.get() == SourceKind.GitRepository) {
        checkGit(settings, source, path, findings);
      } else if (kind.get() == SourceKind.Bucket) {
        var key = path.child("bucketSecretKey");
        refuseWith(
            settings,
            "bucketSecretKey",
            source.has("localAuthRef"),
            key,
            "'localAuthRef'",
            findings);
        refuseWith(
            settings,
            "bucketSecretKey",
            !source.has("accessKey") && !source.has("localAuthRef"),
            key,
            "a bucket without 'accessKey'",
            findings);
      }
    }

    private static void checkGit(
        JsonNode settings, JsonNode source, JsonPath path, Findings findings) {
      var url = SourceUrl.parse(source.path("url").asText());
      var ssh = path.child("sshPrivateKey");
      var https = path.child("httpsKey");
      var local = source.has("localAuthRef");
      refuseWith(settings, "sshPrivateKey", local, ssh, "'localAuthRef'", findings);
      refuseWith(settings, "httpsKey", local, https, "'localAuthRef'", findings);
      refuseWith(settings, "sshPrivateKey", settings.has("httpsKey"), ssh, "'httpsKey'", findings);
      refuseWith(
          settings,
          "sshPrivateKey",
          url.filter(u -> u.transport() != Transport.SSH).isPresent(),
          ssh,
          "a URL other than ssh:// or git@",
          findings);
      refuseWith(
          settings,
          "httpsKey",
          url.filter(u -> u.transport() != Transport.HTTPS).isPresent(),
          https,
          "a URL other than https://",
          findings);
      refuseWith(
          settings,
          "httpsKey",
          !source.has("httpsUser") && !local,
          https,
          "a gitRepository without 'httpsUser'",
          findings);
    }

    private static void refuseWith(
        JsonNode settings,
        String name,
        boolean other,
        JsonPath path,
        String what,
        Findings findings) {
      if (other && settings.has(name)) {
        findings.add(
            Kind.InvalidCombination,
            path,
            "'%s' cannot be combined with %s.".formatted(path, what));
      }
    }
  }

  /// An object is called `<configuration>-<kustomization>` in the cluster, where 63 is the limit
  /// and Flux needs one character.
  record NameInCluster() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      var configuration = findings.resourceName();
      value
          .fieldNames()
          .forEachRemaining(
              key -> {
                var length = configuration.length() + key.length();
                if (length > ClusterNames.LONGEST_PAIR) {
                  findings.add(
                      Kind.OutOfRange,
                      at.child(key),
                      "The names of the configuration and of '%s' have %d characters together; at most %d are allowed."
                          .formatted(at.child(key), length, ClusterNames.LONGEST_PAIR));
                }
              });
    }
  }

  /// Dependencies name other kustomizations of the configuration and do not go in a circle.
  record Dependencies() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      var graph = new HashMap<String, Set<String>>();
      for (var entry : value.properties()) {
        var path = at.child(entry.getKey()).child("dependsOn");
        var wanted = entry.getValue().path("dependsOn");
        var needs = new LinkedHashSet<String>();
        // A list that is too long is refused as such.
        if (wanted.isArray() && wanted.size() <= FluxKustomizations.MOST) {
          for (var i = 0; i < wanted.size(); i++) {
            need(wanted.get(i), path.at(i), value, needs, findings);
          }
        }
        graph.put(entry.getKey(), needs);
      }
      var circle = inCircle(graph);
      if (!circle.isEmpty()) {
        findings.add(
            Kind.InvalidCombination,
            at,
            "The dependencies in '%s' go in a circle: each of %s waits for another one of them."
                .formatted(at, String.join(", ", circle.subList(0, Math.min(circle.size(), 10)))));
      }
    }

    private static void need(
        JsonNode name, JsonPath at, ObjectNode all, Set<String> needs, Findings findings) {
      if (!name.isTextual()) {
        return;
      }
      if (!all.has(name.textValue())) {
        findings.add(
            Kind.InvalidCombination,
            at,
            "'%s' names no kustomization of this configuration; it has %s."
                .formatted(at, names(all)));
      } else if (!needs.add(name.textValue())) {
        findings.add(
            Kind.InvalidCombination,
            at,
            "'%s' names a kustomization for the second time.".formatted(at));
      }
    }

    private static String names(ObjectNode kustomizations) {
      var names = new ArrayList<String>();
      kustomizations.fieldNames().forEachRemaining(names::add);
      var shown = String.join(", ", names.subList(0, Math.min(names.size(), 10)));
      return names.size() > 10 ? shown + " and %d more".formatted(names.size() - 10) : shown;
    }

    /// Takes away, again and again, what depends on nothing that is left; then what nothing left
    /// depends on.
    private static List<String> inCircle(Map<String, Set<String>> graph) {
      var waiting = withoutReady(graph);
      var reversed = new HashMap<String, Set<String>>();
      waiting.forEach(
          (name, needs) -> {
            reversed.computeIfAbsent(name, _ -> new HashSet<>());
            needs.stream()
                .filter(waiting::containsKey)
                .forEach(need -> reversed.computeIfAbsent(need, _ -> new HashSet<>()).add(name));
          });
      return withoutReady(reversed).keySet().stream().sorted().toList();
    }

    private static Map<String, Set<String>> withoutReady(Map<String, Set<String>> graph) {
      var open = new HashMap<String, Integer>();
      var dependents = new HashMap<String, List<String>>();
      var ready = new ArrayDeque<String>();
      graph.forEach(
          (name, needs) -> {
            open.put(name, needs.size());
            needs.forEach(n -> dependents.computeIfAbsent(n, _ -> new ArrayList<>()).add(name));
            if (needs.isEmpty()) {
              ready.add(name);
            }
          });
      var left = new HashMap<>(graph);
      for (var name = ready.poll(); name != null; name = ready.poll()) {
        left.remove(name);
        for (var dependent : dependents.getOrDefault(name, List.of())) {
          if (open.merge(dependent, -1, Integer::sum) == 0) {
            ready.add(dependent);
          }
        }
      }
      return left;
    }
  }
}
