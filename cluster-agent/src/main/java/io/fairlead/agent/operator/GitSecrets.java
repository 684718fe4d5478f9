package io.fairlead.agent.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.ManagedKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The secrets that open the repository.
final class GitSecrets {
  /// The entry that fluxd looks for the private key in.
  static final String IDENTITY = "identity";

  /// The entry, and the variable, with the user of a repository over HTTP.
  static final String USER = "GIT_AUTHUSER";

  /// The entry, and the variable, with the password or token.
  static final String KEY = "GIT_AUTHKEY";

  private final OperatorSpec spec;
  private final GitAccess access;

  GitSecrets(OperatorSpec spec, GitAccess access) {
    this.spec = spec;
    this.access = access;
  }

  /// The secrets. That of the key is there without a key too: fluxd notes on it what it has
  /// applied.
  List<DesiredObject> objects() {
    var secrets = new ArrayList<DesiredObject>();
    switch (access) {
      case GitAccess.Key key ->
          secrets.add(
              secret(
                  spec.gitSecretName(),
                  JsonNodeFactory.instance.objectNode().put(IDENTITY, encode(key.privateKey()))));
      case GitAccess.Basic basic -> {
        secrets.add(secret(spec.gitSecretName(), JsonNodeFactory.instance.objectNode()));
        secrets.add(
            secret(
                spec.credentialsSecretName(),
                JsonNodeFactory.instance
                    .objectNode()
                    .put(USER, encode(escape(basic.user())))
                    .put(KEY, encode(escape(basic.key())))));
      }
      case GitAccess.Anonymous _ ->
          secrets.add(secret(spec.gitSecretName(), JsonNodeFactory.instance.objectNode()));
    }
    if (spec.knownHosts() != null) {
      secrets.add(
          secret(
              spec.knownHostsSecretName(),
              JsonNodeFactory.instance.objectNode().put("known_hosts", spec.knownHosts())));
    }
    return List.copyOf(secrets);
  }

  private DesiredObject secret(String name, ObjectNode data) {
    var body = JsonNodeFactory.instance.objectNode().put("type", "Opaque");
    // The cluster keeps no empty data, so it would look changed for ever.
    if (!data.isEmpty()) {
      body.set("data", data);
    }
    return new DesiredObject(spec.ref(ManagedKind.Secret, name), body);
  }

  /// The values become part of a URL, where git undoes this.
  private static String escape(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String encode(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }
}
