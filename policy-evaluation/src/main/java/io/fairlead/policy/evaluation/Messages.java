package io.fairlead.policy.evaluation;

/// Keeps messages short, and free of what no database takes.
final class Messages {
  /// The most characters of a message.
  static final int MOST_CHARACTERS = 1024;

  private Messages() {}

  /// The message, cut off where it is too long.
  static String bounded(String text) {
    // Flux, and whoever it asks, may say anything.
    String message = text.replace('\0', '\uFFFD');
    if (message.length() <= MOST_CHARACTERS) {
      return message;
    }
    int end = MOST_CHARACTERS - 1;
    // Half a character is none.
    return message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }
}
