package io.fairlead.contract.operator;

import java.util.regex.Pattern;

/// The version of the Helm operator's chart.
///
/// @param tag of the image. The charts from 1.0.0 on have the version of the operator that they
///     install
public record HelmVersion(String tag) {
  private static final Pattern VERSION =
      Pattern.compile("v?(?<tag>[1-9][0-9]*\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?)");

  /// Reads a version.
  ///
  /// @throws InvalidSettingException when it is none, or older than 1.0.0
  public static HelmVersion parse(String text) {
    var version = VERSION.matcher(text);
    if (!version.matches()) {
      throw new InvalidSettingException(
          "is '%s'; allowed are full versions from 1.0.0 on, such as 1.2.0.".formatted(text));
    }
    return new HelmVersion(version.group("tag"));
  }
}
