package io.fairlead.policy.language.problem;

import java.util.regex.Pattern;

/// Writes paths into JSON for people, such as `policyRule.if.allOf[1]` or `tags['cost
/// center']`. Names of other than letters, digits, `-` and `_` are quoted.
public final class JsonPath {
  private static final int MAX_NAME = 128;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}|[\\ud800-\\udfff]");

  private JsonPath() {}

  public static String child(String parent, String name) {
    String shown = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "…" : name;
    if (!isPlain(name)) {
      return parent + "['" + printable(shown) + "']";
    }
    return parent.isEmpty() ? shown : parent + "." + shown;
  }

  public static String index(String parent, int index) {
    return parent + "[" + index + "]";
  }

  /// By hand: a path is made for all that is looked at, most of it without a fault.
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isPlain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-';
      if (!isPlain) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static String printable(String name) {
    return CONTROL.matcher(name).replaceAll(c -> "\\\\u%04x".formatted((int) c.group().charAt(0)));
  }
}
