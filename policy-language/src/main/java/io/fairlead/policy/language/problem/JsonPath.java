package io.fairlead.policy.language.problem;

import java.util.regex.Pattern;

/// Writes paths into JSON for people, such as `policyRule.if.allOf[1]` or `tags['cost
/// center']`. Names of other than letters, digits, `-` and `_` are quoted.
public final class JsonPath {
  private static final int MAX_NAME = 128;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}|[\\ud800-\\udfff]");

  private JsonPath() {}

  public static String child(String parent, String name) {
    String shown = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "…" : name;
    if (!PLAIN.matcher(name).matches()) {
      return parent + "['" + printable(shown) + "']";
    }
    return parent.isEmpty() ? shown : parent + "." + shown;
  }

  public static String index(String parent, int index) {
    return parent + "[" + index + "]";
  }

  private static String printable(String name) {
    return CONTROL.matcher(name).replaceAll(c -> "\\\\u%04x".formatted((int) c.group().charAt(0)));
  }
}
