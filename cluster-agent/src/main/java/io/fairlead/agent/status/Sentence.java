package io.fairlead.agent.status;

/// Texts of others, made to fit.
final class Sentence {
  /// Most characters of a verdict's message.
  static final int LONGEST = 1024;

  private static final String CUT = "…";

  private Sentence() {}

  /// The text on one line, cut to [#LONGEST].
  static String of(String text) {
    return cut(text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip(), LONGEST);
  }

  /// The text's beginning, of so many UTF-16 units at most, whole characters only.
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }
}
