package io.fairlead.api.operation;

/// Text from a request as an error may repeat it: shortened, and without control characters.
public final class Shown {
  private static final int LONGEST = 128;

  private Shown() {}

  public static String of(String text) {
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return shown.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
  }
}
