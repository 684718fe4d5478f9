package io.fairlead.contract.operator;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is known of the flags of fluxd 1.25. Flags that are not known are let through, so this says
/// only what is needed to read the known ones and which may not be set.
final class FluxdFlags {
  /// What may follow a flag.
  enum Kind {
    /// Nothing, or `=true` or `=false`; never a word of its own.
    SWITCH,
    /// One value.
    VALUE,
    /// One value or several with commas; may be given again to add more.
    LIST,
    /// Not known.
    OTHER
  }

  private static final Set<String> SWITCHES =
      Set.of(
          "git-ci-skip",
          "git-readonly",
          "git-secret",
          "git-set-author",
          "git-verify-signatures",
          "k8s-in-cluster",
          "manifest-generation",
          "registry-disable-scanning",
          "registry-trace",
          "sops",
          "sync-garbage-collection",
          "sync-garbage-collection-dry");

  private static final Set<String> LISTS =
      Set.of(
          "git-gpg-key-import",
          "git-path",
          "k8s-allow-namespace",
          "k8s-namespace-whitelist",
          "k8s-unsafe-exclude-resource",
          "registry-ecr-exclude-id",
          "registry-ecr-include-id",
          "registry-ecr-region",
          "registry-exclude-image",
          "registry-include-image",
          "registry-insecure-host",
          "registry-require",
          "registry-use-labels");

  private static final Set<String> VALUES =
      Set.of(
          "automation-interval",
          "connect",
          "docker-config",
          "git-branch",
          "git-ci-skip-message",
          "git-email",
          "git-label",
          "git-notes-ref",
          "git-poll-interval",
          "git-signing-key",
          "git-sync-tag",
          "git-timeout",
          "git-user",
          "git-verify-signatures-mode",
          "k8s-default-namespace",
          "k8s-verbosity",
          "kube-config",
          "kubernetes-kubectl",
          "listen-metrics",
          "log-format",
          "memcached-timeout",
          "registry-burst",
          "registry-cache-expiry",
          "registry-poll-interval",
          "registry-rps",
          "rpc-timeout",
          "ssh-keygen-bits",
          "ssh-keygen-format",
          "ssh-keygen-type",
          "sync-interval",
          "sync-state",
          "sync-timeout",
          "token");

  private static final String KEY = "the agent keeps the repository's key and mounts it";
  private static final String CACHE = "the agent runs the cache and says where it is";
  private static final String ENDS = "fluxd would end at once";

  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("git-url", "the repository is named by 'properties.repositoryUrl'"),
          Map.entry("k8s-secret-name", KEY),
          Map.entry("k8s-secret-volume-mount-path", KEY),
          Map.entry("k8s-secret-data-key", KEY),
          Map.entry("ssh-keygen-dir", KEY),
          Map.entry("memcached-hostname", CACHE),
          Map.entry("memcached-port", CACHE),
          Map.entry("memcached-service", CACHE),
          Map.entry("listen", "the probes of the deployment look for fluxd on its usual port"),
          Map.entry("help", ENDS),
          Map.entry("version", ENDS));

  private static final String OTHER_NAMESPACES =
      "an operator of scope namespace is kept to 'properties.operatorNamespace'";

  private static final Map<String, String> REFUSED_IN_A_NAMESPACE =
      Map.of(
          "k8s-allow-namespace", OTHER_NAMESPACES,
          "k8s-namespace-whitelist", OTHER_NAMESPACES,
          "k8s-default-namespace", OTHER_NAMESPACES);

  private FluxdFlags() {}

  static Kind kind(String name) {
    if (SWITCHES.contains(name)) {
      return Kind.SWITCH;
    }
    if (LISTS.contains(name)) {
      return Kind.LIST;
    }
    return VALUES.contains(name) ? Kind.VALUE : Kind.OTHER;
  }

  /// Why a flag may not be set; empty when it may.
  static Optional<String> refusal(String name, OperatorScope scope) {
    var reason = REFUSED.get(name);
    if (reason == null && scope == OperatorScope.NAMESPACE) {
      reason = REFUSED_IN_A_NAMESPACE.get(name);
    }
    return Optional.ofNullable(reason);
  }
}
