package io.fairlead.policy.language.problem;

/// Writes paths into JSON for people, such as `policyRule.if.allOf[1]` or `tags['cost
/// center']`.
public final class JsonPath {
  private static final int MAX_NAME = 80;

  private JsonPath() {}

  public static String child(String parent, String name) {
    String shown = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "…" : name;
    if (!isPlain(shown)) {
      return parent + "['" + shown + "']";
    }
    return parent.isEmpty() ? shown : parent + "." + shown;
  }

  public static String index(String parent, int index) {
    return parent + "[" + index + "]";
  }

  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }
}
