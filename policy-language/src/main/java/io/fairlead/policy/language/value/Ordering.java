package io.fairlead.policy.language.value;

/// The order of texts: by letter first, whatever its case; only between texts that differ in
/// nothing else comes the small letter before the capital. As Azure's invariant culture has it
/// for letters.
public final class Ordering {
  private Ordering() {}

  public static int compare(String one, String other) {
    int order = one.compareToIgnoreCase(other);
    if (order != 0) {
      return order;
    }
    return other.compareTo(one);
  }
}
