package io.fairlead.store.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// Takes the character U+0000 out of JSON: no text of PostgreSQL holds it, and a report is worth
/// more than that character. What cannot be shown is U+FFFD instead.
final class NulFree {
  private static final byte[] NUL = "\\u0000".getBytes(US_ASCII);
  private static final byte[] REPLACEMENT = "\\ufffd".getBytes(US_ASCII);

  private NulFree() {}

  /// Replaces it in all texts and names.
  ///
  /// @param json in UTF-8; stays as it is
  /// @return the same array when there is nothing to replace
  static byte[] json(byte[] json) {
    byte[] result = json;
    int at = 0;
    while (at < json.length - 1) {
      if (json[at] != '\\') {
        at++;
      } else if (isNul(json, at)) {
        result = result == json ? json.clone() : result;
        System.arraycopy(REPLACEMENT, 0, result, at, REPLACEMENT.length);
        at += NUL.length;
      } else {
        // With what is escaped: that may be a backslash.
        at += 2;
      }
    }
    return result;
  }

  private static boolean isNul(byte[] json, int at) {
    int end = at + NUL.length;
    return end <= json.length && Arrays.equals(json, at, end, NUL, 0, NUL.length);
  }
}
