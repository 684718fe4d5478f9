package io.fairlead.api.operation;

/// Text from a request as an error may repeat it: shortened, and without control characters.
public final class Shown {
  private static final int LONGEST = 128;
  private static final int LONGEST_PATH = 1024;

  private Shown() {}

  /// A name or a value.
  public static String of(String text) {
    return of(text, LONGEST);
  }

  /// A whole path.
  public static String path(String text) {
    return of(text, LONGEST_PATH);
  }

  /// A text.
  ///
  /// @param longest the most characters of it that are shown
  public static String of(String text, int longest) {
    String shown = text.length() <= longest ? text : text.substring(0, longest) + "…";
    return shown.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
  }
}
