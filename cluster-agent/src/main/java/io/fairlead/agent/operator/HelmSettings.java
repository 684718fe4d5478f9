package io.fairlead.agent.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.agent.object.InvalidConfigurationException;
import java.util.regex.Pattern;

/// What a configuration says about the Helm operator.
///
/// @param tag the image's tag. The charts from 1.0.0 on have the version of the operator that they
///     install
/// @param values of the chart
record HelmSettings(String tag, HelmValues values) {
  private static final String VERSION_PROPERTY = "properties.helmOperatorProperties.chartVersion";
  private static final Pattern VERSION =
      Pattern.compile("v?(?<tag>[1-9][0-9]*\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?)");

  /// Reads the properties.
  ///
  /// @param properties the object `helmOperatorProperties`
  /// @throws InvalidConfigurationException when either property is malformed, or allows a namespace
  ///     other than the only one that the operator may work in
  static HelmSettings of(JsonNode properties, OperatorScope scope, String namespace) {
    var version = VERSION.matcher(properties.path("chartVersion").asText("1.2.0"));
    if (!version.matches()) {
      throw new InvalidConfigurationException(
          "'%s' is '%s'; allowed are full versions from 1.0.0 on, such as 1.2.0."
              .formatted(VERSION_PROPERTY, properties.path("chartVersion").asText()));
    }
    var values = HelmValues.parse(properties.path("chartValues").asText(""));
    var allowed = values.find(HelmValue.ALLOW_NAMESPACE);
    if (scope == OperatorScope.NAMESPACE && allowed.filter(n -> !n.equals(namespace)).isPresent()) {
      throw HelmArguments.invalid(
          "sets 'allowNamespace' to '%s'; an operator of scope namespace is kept to '%s'. Leave it out."
              .formatted(allowed.get(), namespace));
    }
    return new HelmSettings(version.group("tag"), values);
  }
}
