package io.fairlead.agent.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a configuration says about its operator, read and checked.
///
/// Everything in the cluster is called after the instance, so that several operators live side by
/// side in a namespace; what is not in a namespace is called after the record.
///
/// @param record the name of the configuration's in-cluster record
/// @param namespace where the operator runs
/// @param instance the operator's name, at most 23 characters
/// @param knownHosts the content of a known_hosts file, base64; null when not given
/// @param helm null when no Helm operator is wanted
record OperatorSpec(
    String record,
    GitUrl url,
    String namespace,
    String instance,
    OperatorScope scope,
    OperatorParams params,
    @Nullable String knownHosts,
    @Nullable HelmSettings helm) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,21}[a-z0-9])?");
  private static final String MEMCACHED = "memcached-";
  private static final String HELM_OPERATOR = "-helm-operator";

  /// Reads and checks everything.
  ///
  /// @throws InvalidConfigurationException when there is anything wrong with the properties
  static OperatorSpec of(Configuration configuration) {
    var properties = configuration.properties();
    var scope = OperatorScope.of(properties.path("operatorScope").asText("cluster"));
    var namespace = label(properties, "operatorNamespace", "default");
    var helm = properties.path("enableHelmOperator").asBoolean(false);
    return new OperatorSpec(
        configuration.record(),
        url(configuration),
        namespace,
        instance(configuration),
        scope,
        OperatorParams.parse(properties.path("operatorParams").asText(""), scope),
        knownHosts(properties),
        helm ? HelmSettings.of(properties.path("helmOperatorProperties"), scope, namespace) : null);
  }

  /// The repository alone.
  ///
  /// @throws InvalidConfigurationException when it is malformed
  static GitUrl url(Configuration configuration) {
    return GitUrl.parse(configuration.properties().path("repositoryUrl").asText(""));
  }

  /// The secret with the key, on which fluxd also notes the revision it has applied.
  static ObjectRef gitSecret(Configuration configuration) {
    var namespace = label(configuration.properties(), "operatorNamespace", "default");
    return new ObjectRef(ManagedKind.Secret, namespace, gitSecretName(instance(configuration)));
  }

  /// Something called after the instance.
  ObjectRef ref(ManagedKind kind, String name) {
    return new ObjectRef(kind, namespace, name);
  }

  String gitSecretName() {
    return gitSecretName(instance);
  }

  String credentialsSecretName() {
    return instance + "-git-auth";
  }

  String knownHostsSecretName() {
    return instance + "-known-hosts";
  }

  String memcachedName() {
    return MEMCACHED + instance;
  }

  String helmOperatorName() {
    return instance + HELM_OPERATOR;
  }

  private static String gitSecretName(String instance) {
    return "gitops-privatekey-" + instance;
  }

  private static String instance(Configuration configuration) {
    var name = "operatorInstanceName";
    var instance = label(configuration.properties(), name, configuration.name());
    if (instance.equals("default")) {
      throw new InvalidConfigurationException(
          "'properties.%s' is 'default', which is the service account that every pod of the namespace has, and would get the operator's rights; allowed is any other name."
              .formatted(name));
    }
    if (instance.startsWith(MEMCACHED) || instance.endsWith(HELM_OPERATOR)) {
      throw new InvalidConfigurationException(
          "'properties.%s' is '%s', a name kept for what belongs to another operator; allowed are names that neither begin with '%s' nor end with '%s'."
              .formatted(name, instance, MEMCACHED, HELM_OPERATOR));
    }
    return instance;
  }

  private static String label(JsonNode properties, String name, String fallback) {
    var value = properties.path(name).asText(fallback);
    if (!LABEL.matcher(value).matches()) {
      throw new InvalidConfigurationException(
          "'properties.%s' is '%s'; allowed are 1 to 23 lower-case letters, digits and '-', with a letter or digit at both ends."
              .formatted(name, value));
    }
    return value;
  }

  private static @Nullable String knownHosts(JsonNode properties) {
    var encoded = properties.path("sshKnownHostsContents").asText("");
    if (encoded.isEmpty()) {
      return null;
    }
    try {
      return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(encoded));
    } catch (IllegalArgumentException _) {
      throw new InvalidConfigurationException(
          "'properties.sshKnownHostsContents' is not base64; allowed is base64 of lines as in an OpenSSH known_hosts file.");
    }
  }
}
