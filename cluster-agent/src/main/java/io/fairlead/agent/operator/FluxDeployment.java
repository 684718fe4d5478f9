package io.fairlead.agent.operator;

import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.operator.OperatorParams;
import io.fairlead.contract.operator.OperatorScope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The deployment of fluxd.
///
/// fluxd runs as root, because its image has everything under `/root`, but with no more rights on
/// the node than any other user. It may write there: generators in `.flux.yaml` do.
final class FluxDeployment {
  private static final String NAME = "flux";
  private static final int PORT = 3030;
  private static final String KEY_DIRECTORY = "/etc/fluxd/ssh";
  private static final String KEY_GENERATION_DIRECTORY = "/var/fluxd/keygen";

  private final OperatorSpec spec;
  private final GitAccess access;
  private final UUID incarnation;
  private final OperatorImages images;

  /// @param incarnation the configuration's uid
  FluxDeployment(OperatorSpec spec, GitAccess access, UUID incarnation, OperatorImages images) {
    this.spec = spec;
    this.access = access;
    this.incarnation = incarnation;
    this.images = images;
  }

  DesiredObject object() {
    return new Workload(
            spec.ref(ManagedKind.Deployment, spec.instance()),
            new PartLabels(spec.instance(), NAME),
            annotations(),
            spec.instance(),
            new Container(
                NAME,
                images.fluxImage(),
                images.pullPolicy(),
                arguments(),
                variables(),
                mounts(),
                "http",
                PORT,
                new Container.Probe.Http("/api/flux/v6/identity.pub"),
                new Container.Resources("50m", "64Mi"),
                Container.Resources.NONE,
                new Container.Confinement(0, true)))
        .render();
  }

  private List<Argument> arguments() {
    var arguments = new ArrayList<Argument>();
    arguments.add(
        switch (access) {
          case GitAccess.Basic _ -> spec.url().argument(GitSecrets.USER, GitSecrets.KEY);
          case GitAccess.Key _, GitAccess.Anonymous _ -> spec.url().argument();
        });
    if (!spec.params().has("git-branch")) {
      arguments.add(Argument.flag("git-branch", "master"));
    }
    arguments.add(Argument.flag("k8s-secret-name", spec.gitSecretName()));
    if (spec.url().usesKey()) {
      arguments.add(Argument.flag("ssh-keygen-dir", KEY_GENERATION_DIRECTORY));
    }
    arguments.addAll(Memcached.arguments(spec));
    if (spec.scope() == OperatorScope.NAMESPACE) {
      arguments.add(Argument.flag("k8s-allow-namespace", spec.namespace()));
      // Objects that name no namespace would go to `default`, where fluxd may not do anything.
      arguments.add(Argument.flag("k8s-default-namespace", spec.namespace()));
    }
    spec.params().flags().forEach(flag -> arguments.add(argument(flag)));
    return arguments;
  }

  private static Argument argument(OperatorParams.Flag flag) {
    return flag.value() == null
        ? Argument.literal("--" + flag.name())
        : Argument.flag(flag.name(), flag.value());
  }

  private List<Container.Variable> variables() {
    return switch (access) {
      case GitAccess.Basic _ ->
          List.of(
              new Container.Variable(GitSecrets.USER, spec.credentialsSecretName()),
              new Container.Variable(GitSecrets.KEY, spec.credentialsSecretName()));
      case GitAccess.Key _, GitAccess.Anonymous _ -> List.of();
    };
  }

  private List<Mount> mounts() {
    var mounts = new ArrayList<Mount>();
    if (spec.url().usesKey()) {
      mounts.add(new Mount.OfSecret("git-key", KEY_DIRECTORY, spec.gitSecretName(), 0400));
      mounts.add(new Mount.InMemory("git-keygen", KEY_GENERATION_DIRECTORY));
    }
    if (spec.knownHosts() != null) {
      mounts.add(
          new Mount.OfSecret("known-hosts", "/root/.ssh", spec.knownHostsSecretName(), 0600));
    }
    return mounts;
  }

  /// Variables are read at the start of a pod only, so other credentials have to mean another pod.
  private Map<String, String> annotations() {
    return switch (access) {
      case GitAccess.Basic basic -> Map.of("fairlead.io/credentials", mark(basic));
      case GitAccess.Key _, GitAccess.Anonymous _ -> Map.of();
    };
  }

  /// 16 bits of a hash: enough to see nearly every change, too few to find a weak password with.
  private String mark(GitAccess.Basic basic) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      for (var part : List.of(incarnation.toString(), basic.user(), basic.key())) {
        sha256.update(part.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, 2);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
