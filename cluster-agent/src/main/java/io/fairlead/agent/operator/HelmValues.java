package io.fairlead.agent.operator;

import io.fairlead.agent.object.InvalidConfigurationException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The values that a configuration sets in the Helm operator's chart.
///
/// There is no chart here: a value is read for what it means to the deployment, and one that has no
/// meaning here is refused rather than left without effect.
///
/// @param given without those that ask for the chart's default
record HelmValues(Map<HelmValue, String> given) {
  HelmValues {
    given = Map.copyOf(given);
  }

  /// Reads arguments as [HelmArguments] describes them.
  ///
  /// @throws InvalidConfigurationException when they are malformed, set an unknown value or set one
  ///     to something else than it may be
  static HelmValues parse(String line) {
    var given = new EnumMap<HelmValue, String>(HelmValue.class);
    for (var assignment : HelmArguments.parse(line)) {
      var value =
          HelmValue.of(assignment.name())
              .orElseThrow(
                  () ->
                      HelmArguments.invalid(
                          "sets '%s', which is not supported; supported are %s."
                              .formatted(assignment.name(), HelmValue.paths())));
      var text = assignment.value();
      if (text == null || text.isEmpty()) {
        given.remove(value);
      } else if (value.accepts(text)) {
        given.put(value, text);
      } else {
        throw HelmArguments.invalid(
            "sets '%s' to '%s'; allowed are %s.".formatted(value.path(), text, value.allowed()));
      }
    }
    return new HelmValues(given);
  }

  /// The value set or else the chart's default; empty when there is neither.
  Optional<String> find(HelmValue value) {
    return Optional.of(get(value)).filter(text -> !text.isEmpty());
  }

  /// The value set or else the chart's default, which may be empty.
  String get(HelmValue value) {
    return given.getOrDefault(value, value.fallback());
  }

  boolean isOn(HelmValue value) {
    return get(value).equals("true");
  }
}
