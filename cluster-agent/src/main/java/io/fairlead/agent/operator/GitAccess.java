package io.fairlead.agent.operator;

import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;

/// What opens a repository. None of the values is to be logged.
sealed interface GitAccess {
  /// A private key, the user's or the one made in the cluster.
  record Key(String privateKey) implements GitAccess {
    @Override
    public String toString() {
      return "Key";
    }
  }

  /// A user and a password or token, over HTTP.
  record Basic(String user, String key) implements GitAccess {
    @Override
    public String toString() {
      return "Basic";
    }
  }

  /// Nothing: the repository is open to everyone.
  record Anonymous() implements GitAccess {}

  /// What opens the repository, from the protected settings and the key made in the cluster.
  ///
  /// @throws InvalidConfigurationException when the protected settings do not fit the URL
  /// @throws IllegalArgumentException when a key has to be made first, see
  ///     [OperatorObjects#needsKey]
  static GitAccess of(GitUrl url, Inputs inputs) {
    var settings = inputs.protectedSettings();
    var privateKey = settings.get("sshPrivateKey");
    var user = settings.get("httpsUser");
    var key = settings.get("httpsKey");
    return switch (url.transport()) {
      case HTTP -> {
        refuse(privateKey != null, "sshPrivateKey", "an SSH URL");
        if (user != null && key != null) {
          yield new Basic(user, key);
        }
        if (user != null || key != null) {
          throw new InvalidConfigurationException(
              "'%s' is given without '%s'; allowed are both or neither."
                  .formatted(
                      setting(user != null ? "httpsUser" : "httpsKey"),
                      setting(user != null ? "httpsKey" : "httpsUser")));
        }
        yield new Anonymous();
      }
      case SSH -> {
        refuse(user != null, "httpsUser", "an HTTP URL");
        refuse(key != null, "httpsKey", "an HTTP URL");
        if (privateKey != null) {
          yield new Key(privateKey);
        }
        if (inputs.key() == null) {
          throw new IllegalArgumentException("no key was made for the SSH URL");
        }
        yield new Key(inputs.key().privateKey());
      }
      case GIT -> {
        refuse(privateKey != null, "sshPrivateKey", "an SSH URL");
        refuse(user != null, "httpsUser", "an HTTP URL");
        refuse(key != null, "httpsKey", "an HTTP URL");
        yield new Anonymous();
      }
    };
  }

  private static void refuse(boolean given, String name, String needed) {
    if (given) {
      throw new InvalidConfigurationException(
          "'%s' needs %s in 'properties.repositoryUrl'.".formatted(setting(name), needed));
    }
  }

  private static String setting(String name) {
    return "properties.configurationProtectedSettings." + name;
  }
}
