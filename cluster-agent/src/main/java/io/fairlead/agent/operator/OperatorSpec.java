package io.fairlead.agent.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.contract.operator.HelmValues;
import io.fairlead.contract.operator.HelmVersion;
import io.fairlead.contract.operator.InvalidSettingException;
import io.fairlead.contract.operator.OperatorName;
import io.fairlead.contract.operator.OperatorParams;
import io.fairlead.contract.operator.OperatorScope;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a configuration says about its operator, read and checked.
///
/// Everything in the cluster is called after the instance, so that several operators live side by
/// side in a namespace; what is not in a namespace is called after the record.
///
/// @param record the name of the configuration's in-cluster record
/// @param namespace where the operator runs
/// @param name the operator's, also called the instance
/// @param knownHosts the content of a known_hosts file, base64; null when not given
/// @param helm null when no Helm operator is wanted
record OperatorSpec(
    String record,
    GitUrl url,
    String namespace,
    OperatorName name,
    OperatorScope scope,
    OperatorParams params,
    @Nullable String knownHosts,
    @Nullable HelmSettings helm) {
  /// Reads and checks everything.
  ///
  /// @throws InvalidConfigurationException when there is anything wrong with the properties
  static OperatorSpec of(Configuration configuration) {
    var properties = configuration.properties();
    var scope =
        read(
            "operatorScope", properties.path("operatorScope").asText("cluster"), OperatorScope::of);
    var namespace = namespace(properties);
    var helm = properties.path("enableHelmOperator").asBoolean(false);
    return new OperatorSpec(
        configuration.record(),
        url(configuration),
        namespace,
        instance(configuration),
        scope,
        read(
            "operatorParams",
            properties.path("operatorParams").asText(""),
            line -> OperatorParams.parse(line, scope)),
        knownHosts(properties),
        helm ? helm(properties, scope, namespace) : null);
  }

  /// The repository alone.
  ///
  /// @throws InvalidConfigurationException when it is malformed
  static GitUrl url(Configuration configuration) {
    return GitUrl.parse(configuration.properties().path("repositoryUrl").asText(""));
  }

  /// The secret with the key, on which fluxd also notes the revision it has applied.
  static ObjectRef gitSecret(Configuration configuration) {
    var namespace = namespace(configuration.properties());
    return new ObjectRef(ManagedKind.Secret, namespace, gitSecretName(instance(configuration)));
  }

  /// Something called after the instance.
  ObjectRef ref(ManagedKind kind, String name) {
    return new ObjectRef(kind, namespace, name);
  }

  String instance() {
    return name.value();
  }

  String gitSecretName() {
    return gitSecretName(name);
  }

  String credentialsSecretName() {
    return instance() + "-git-auth";
  }

  String knownHostsSecretName() {
    return instance() + "-known-hosts";
  }

  String memcachedName() {
    return name.memcached();
  }

  String helmOperatorName() {
    return name.helmOperator();
  }

  private static String gitSecretName(OperatorName name) {
    return "gitops-privatekey-" + name.value();
  }

  private static OperatorName instance(Configuration configuration) {
    var name = "operatorInstanceName";
    return read(
        name,
        configuration.properties().path(name).asText(configuration.name()),
        OperatorName::parse);
  }

  private static String namespace(JsonNode properties) {
    var name = "operatorNamespace";
    return read(name, properties.path(name).asText("default"), OperatorName::label);
  }

  private static HelmSettings helm(JsonNode properties, OperatorScope scope, String namespace) {
    var settings = properties.path("helmOperatorProperties");
    return read(
        "helmOperatorProperties.chartVersion",
        settings.path("chartVersion").asText("1.2.0"),
        version ->
            new HelmSettings(
                HelmVersion.parse(version).tag(),
                read(
                    "helmOperatorProperties.chartValues",
                    settings.path("chartValues").asText(""),
                    values -> HelmValues.parse(values).within(scope, namespace))));
  }

  /// @param name of the property that the text is of
  private static <T> T read(String name, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (InvalidSettingException e) {
      throw new InvalidConfigurationException(e.about("properties." + name));
    }
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
