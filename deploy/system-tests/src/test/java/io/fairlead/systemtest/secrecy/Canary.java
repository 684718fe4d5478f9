package io.fairlead.systemtest.secrecy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/// A word that is nowhere else, and all the ways in which programs write words down.
///
/// @param word of a new one lower-case letters and digits, so that it may be a name
/// @param spellings what to search for, each byte as the character of its number: the word itself,
///     in base64 wherever it begins in a group, also when that was encoded again, in hexadecimal,
///     in JSON's escapes, and in UTF-16
record Canary(String word, List<String> spellings) {
  private static final int GROUP = 3;
  private static final int RANDOM = 18;

  /// A new one.
  static Canary hatch() {
    return of("canary" + UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM));
  }

  /// Twice the word: what only somebody who computes makes of it.
  Canary twice() {
    return of(word + word);
  }

  /// Something that is nowhere else already.
  static Canary of(String word) {
    List<String> spellings = new ArrayList<>(List.of(word));
    List<String> encoded = base64(word);
    spellings.addAll(encoded);
    encoded.forEach(once -> spellings.addAll(base64(once)));
    String hex = HexFormat.of().formatHex(word.getBytes(UTF_8));
    spellings.add(hex);
    spellings.add(hex.toUpperCase(Locale.ROOT));
    spellings.add(word.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining()));
    spellings.add(new String(word.getBytes(UTF_16BE), ISO_8859_1));
    spellings.add(new String(word.getBytes(UTF_16LE), ISO_8859_1));
    return new Canary(word, List.copyOf(spellings));
  }

  /// What a text surely is in base64 when 0, 1 or 2 bytes of its first group are somebody else's.
  /// A new word has neither of the two letters that base64url writes otherwise.
  private static List<String> base64(String text) {
    List<String> all = new ArrayList<>();
    for (int before = 0; before < GROUP; before++) {
      byte[] bytes = ("x".repeat(before) + text).getBytes(UTF_8);
      String whole = Base64.getEncoder().withoutPadding().encodeToString(bytes);
      int from = before == 0 ? 0 : before + 1;
      int to = bytes.length * 8 / 6;
      all.add(whole.substring(from, to));
    }
    return all;
  }

  /// How many bytes the longest spelling has.
  int longest() {
    return spellings.stream().mapToInt(String::length).max().orElseThrow();
  }

  boolean isIn(byte[] content) {
    return isIn(content, content.length);
  }

  /// Whether it is among the first bytes of these in any spelling.
  boolean isIn(byte[] content, int length) {
    String text = new String(content, 0, length, ISO_8859_1);
    return spellings.stream().anyMatch(text::contains);
  }

  boolean isIn(String text) {
    return isIn(text.getBytes(UTF_8));
  }
}
