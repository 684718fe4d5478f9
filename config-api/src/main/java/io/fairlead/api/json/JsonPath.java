package io.fairlead.api.json;

import java.util.regex.Pattern;

/// Where in a document something is, written as a person would: `properties.gitRepository.url`,
/// `properties.kustomizations.apps.dependsOn[0]`, `tags['cost.center']`. The root is the empty
/// string. Immutable.
///
/// @param text the path as written
public record JsonPath(String text) {
  /// The document itself.
  public static final JsonPath ROOT = new JsonPath("");

  private static final int LONGEST_NAME = 128;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_\\-]+");

  /// The member `name` of this object. A name of other than letters, digits, `-` and `_` is
  /// quoted; one of over 128 characters is shortened, because clients choose these names and
  /// errors repeat them.
  public JsonPath child(String name) {
    var shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    if (!PLAIN.matcher(name).matches()) {
      return new JsonPath(text + "['" + printable(shown) + "']");
    }
    return new JsonPath(text.isEmpty() ? shown : text + "." + shown);
  }

  /// The element `index` of this array, counted from 0.
  public JsonPath at(int index) {
    return new JsonPath(text + "[" + index + "]");
  }

  /// What has this path from here on.
  ///
  /// @param path written like this one, such as `if.allOf[1]`; empty for here
  public JsonPath within(String path) {
    return path.isEmpty() ? this : new JsonPath(text.isEmpty() ? path : text + "." + path);
  }

  private static String printable(String name) {
    var shown = new StringBuilder(name.length());
    name.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.isSurrogate((char) c)) {
                shown.append("\\u%04x".formatted(c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
