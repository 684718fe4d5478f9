package io.fairlead.contract.operator;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The values that a configuration sets in the Helm operator's chart.
///
/// There is no chart here: a value is read for what it means to the deployment, and one that has no
/// meaning here is refused rather than left without effect.
///
/// @param given without those that ask for the chart's default
public record HelmValues(Map<HelmValue, String> given) {
  /// Copies the values.
  public HelmValues {
    given = Map.copyOf(given);
  }

  /// Reads arguments as [HelmArguments] describes them.
  ///
  /// @throws InvalidSettingException when they are malformed, set an unknown value or set one
  ///     to something else than it may be
  public static HelmValues parse(String line) {
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

  /// The same, when an operator of that scope may have them.
  ///
  /// @param namespace the operator's own
  /// @throws InvalidSettingException when they allow another namespace than the only one that it
  ///     may work in
  public HelmValues within(OperatorScope scope, String namespace) {
    var allowed = find(HelmValue.ALLOW_NAMESPACE);
    if (scope == OperatorScope.NAMESPACE && allowed.filter(n -> !n.equals(namespace)).isPresent()) {
      throw HelmArguments.invalid(
          "sets 'allowNamespace' to '%s'; an operator of scope namespace is kept to '%s'. Leave it out."
              .formatted(allowed.get(), namespace));
    }
    return this;
  }

  /// The value set or else the chart's default; empty when there is neither.
  public Optional<String> find(HelmValue value) {
    return Optional.of(get(value)).filter(text -> !text.isEmpty());
  }

  /// The value set or else the chart's default, which may be empty.
  public String get(HelmValue value) {
    return given.getOrDefault(value, value.fallback());
  }

  /// Whether a value is `true`, set or by default.
  public boolean isOn(HelmValue value) {
    return get(value).equals("true");
  }
}
