package io.fairlead.contract.operator;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of an operator, after which everything in the cluster is called that belongs to it, so
/// that several operators live side by side in a namespace.
///
/// @param value at most 23 lower-case letters, digits and '-'
public record OperatorName(String value) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,21}[a-z0-9])?");
  private static final String MEMCACHED = "memcached-";
  private static final String HELM_OPERATOR = "-helm-operator";

  /// Which names are not [#reserved].
  public static final String OTHERS =
      "any name but 'default' that neither begins with '%s' nor ends with '%s'"
          .formatted(MEMCACHED, HELM_OPERATOR);

  /// Reads a name.
  ///
  /// @throws InvalidSettingException when it is malformed, or belongs to something else
  public static OperatorName parse(String value) {
    var name = new OperatorName(label(value));
    reserved(value)
        .ifPresent(
            problem -> {
              throw new InvalidSettingException(problem + "; allowed is " + OTHERS + ".");
            });
    return name;
  }

  /// Why a name belongs to something else, as the end of a sentence; empty when it does not.
  public static Optional<String> reserved(String value) {
    if (value.equals("default")) {
      return Optional.of(
          "is 'default', the service account that every pod of the namespace has, which would get"
              + " the operator's rights");
    }
    return value.startsWith(MEMCACHED) || value.endsWith(HELM_OPERATOR)
        ? Optional.of("is '%s', kept for what belongs to another operator".formatted(value))
        : Optional.empty();
  }

  /// The same form for the namespace that an operator runs in.
  ///
  /// @return the value
  /// @throws InvalidSettingException when it is malformed
  public static String label(String value) {
    if (!LABEL.matcher(value).matches()) {
      throw new InvalidSettingException(
          "is '%s'; allowed are 1 to 23 lower-case letters, digits and '-', with a letter or digit at both ends."
              .formatted(value));
    }
    return value;
  }

  /// What its cache of images is called.
  public String memcached() {
    return MEMCACHED + value;
  }

  /// What its Helm operator is called.
  public String helmOperator() {
    return value + HELM_OPERATOR;
  }
}
