package io.fairlead.policy.language.value;

import java.util.Locale;

/// Looks for text in text, letter case apart, in time linear in both whatever they hold (Knuth,
/// Morris and Pratt's search).
public final class TextSearch {
  private TextSearch() {}

  /// Lower case, one character for one.
  public static String fold(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() == text.length()) {
      return lower;
    }
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      folded.append(Character.toLowerCase(text.charAt(i)));
    }
    return folded.toString();
  }

  /// Where a part first stands in a text, from a place on; -1 when nowhere.
  public static int indexOf(String text, String part, int from) {
    if (part.isEmpty()) {
      return from <= text.length() ? from : -1;
    }
    int[] borders = borders(part);
    int matched = 0;
    for (int i = from; i < text.length(); i++) {
      while (matched > 0 && text.charAt(i) != part.charAt(matched)) {
        matched = borders[matched - 1];
      }
      if (text.charAt(i) == part.charAt(matched)) {
        matched++;
      }
      if (matched == part.length()) {
        return i - matched + 1;
      }
    }
    return -1;
  }

  public static boolean contains(String text, String part) {
    return indexOf(fold(text), fold(part), 0) >= 0;
  }

  private static int[] borders(String part) {
    int[] borders = new int[part.length()];
    int length = 0;
    for (int i = 1; i < part.length(); i++) {
      while (length > 0 && part.charAt(i) != part.charAt(length)) {
        length = borders[length - 1];
      }
      if (part.charAt(i) == part.charAt(length)) {
        length++;
      }
      borders[i] = length;
    }
    return borders;
  }
}
