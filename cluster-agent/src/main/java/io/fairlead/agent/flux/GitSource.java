package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.SshKeyPair;
import io.fairlead.contract.flux.AdditionRules;
import io.fairlead.contract.flux.HostKeys;
import org.jspecify.annotations.Nullable;

/// A git repository.
record GitSource(Block block) implements Source {
  private static final String LOCAL_AUTH = "localAuthRef";
  private static final String SSH_KEY = "sshPrivateKey";
  private static final String HTTPS_KEY = "httpsKey";

  /// Whether a pair of keys has to be made in the cluster for it.
  boolean needsKey(Inputs inputs) {
    return GitUrl.of(block).transport() == GitUrl.Transport.SSH
        && !block.has(LOCAL_AUTH)
        && !inputs.protectedSettings().containsKey(SSH_KEY);
  }

  @Override
  public SourceObjects objects(Names names, Inputs inputs, boolean suspend) {
    GitUrl url = GitUrl.of(block);
    ObjectNode spec = Spec.source(block, suspend).put("url", url.url());
    Block reference = block.block("repositoryRef");
    ObjectNode ref = spec.putObject("ref");
    for (String kind : new String[] {"branch", "tag", "semver", "commit"}) {
      Spec.put(ref, kind, reference.text(kind));
    }
    if (ref.isEmpty()) {
      throw new InvalidConfigurationException(
          "'%s' must have a branch, tag, semver or commit.".formatted(reference.path()));
    }
    Spec.put(spec, "provider", provider());
    var secrets = new SourceObjects.Secrets(names);
    String local = block.text(LOCAL_AUTH);
    if (local == null) {
      secrets.refer(spec, "secretRef", credentials(url, inputs));
    } else {
      Spec.refer(spec, "secretRef", local);
    }
    Additions.add(spec, block, AdditionRules.OF_GIT_REPOSITORY);
    return new SourceObjects(
        secrets.made(),
        new DesiredObject(names.source(ManagedKind.GitRepository), Spec.body(spec)));
  }

  /// Null for what Flux does without the field, which its older versions do not have.
  private @Nullable String provider() {
    String provider = block.text("provider");
    return switch (provider) {
      case null -> null;
      case "Generic" -> null;
      case "Azure" -> "azure";
      case "GitHub" -> {
        if (!block.has(LOCAL_AUTH)) {
          throw new InvalidConfigurationException(
              "'%s' GitHub needs '%s': the name of a secret with the GitHub App to log in as."
                  .formatted(block.pathOf("provider"), block.pathOf(LOCAL_AUTH)));
        }
        yield "github";
      }
      default ->
          throw new InvalidConfigurationException(
              "'%s' must be Azure, GitHub or Generic, not %s."
                  .formatted(block.pathOf("provider"), provider));
    };
  }

  private SecretData credentials(GitUrl url, Inputs inputs) {
    return switch (url.transport()) {
      case SSH -> ssh(url, inputs);
      case HTTPS -> basic(inputs).put("ca.crt", block.bytes("httpsCACert"));
      case HTTP -> {
        if (block.has("httpsUser")) {
          throw new InvalidConfigurationException(
              "'%s' needs an https:// URL in '%s': Flux sends no credentials over http://."
                  .formatted(block.pathOf("httpsUser"), block.pathOf("url")));
        }
        yield new SecretData(SecretData.Purpose.AUTH);
      }
    };
  }

  private SecretData basic(Inputs inputs) {
    SecretData data = new SecretData(SecretData.Purpose.AUTH);
    String user = block.text("httpsUser");
    String key = inputs.protectedSettings().get(HTTPS_KEY);
    if ((user == null) != (key == null)) {
      throw new InvalidConfigurationException(
          "'%s' and the protected setting '%s' need each other; only the %s is there."
              .formatted(block.pathOf("httpsUser"), HTTPS_KEY, user == null ? "latter" : "former"));
    }
    return data.put("username", user).put("password", key);
  }

  private SecretData ssh(GitUrl url, Inputs inputs) {
    SecretData data = new SecretData(SecretData.Purpose.AUTH);
    String given = inputs.protectedSettings().get(SSH_KEY);
    if (given == null) {
      SshKeyPair key = inputs.key();
      if (key == null) {
        throw new IllegalArgumentException("no key for " + block.path());
      }
      data.put("identity", key.privateKey()).put("identity.pub", key.publicKey() + "\n");
    } else {
      data.put("identity", given);
    }
    return data.put("known_hosts", knownHosts(url));
  }

  private String knownHosts(GitUrl url) {
    String given = block.decoded("sshKnownHosts");
    return given == null
        ? HostKeys.of(url.host())
            .orElseThrow(
                () ->
                    new InvalidConfigurationException(
                        ("'%s' is needed: the host keys of %s are not among those built in, and"
                                + " Flux connects to no host that it does not know.")
                            .formatted(
                                block.pathOf("sshKnownHosts"), HostKeys.knownAs(url.host()))))
        : given.endsWith("\n") ? given : given + "\n";
  }
}
