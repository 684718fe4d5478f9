package io.fairlead.policy.language.rule;

import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.value.TextSearch;
import java.util.List;

/// A pattern in which `*` stands for any text, letter case apart. Matching takes time linear in
/// text and pattern: each piece between wildcards is sought once, from where the one before it
/// ended.
final class Wildcard {
  private final String pattern;
  private final List<String> pieces;

  Wildcard(String pattern) {
    this.pattern = TextSearch.fold(pattern);
    this.pieces = List.of(this.pattern.split("\\*", -1));
  }

  boolean matches(String text, Fuel fuel) {
    fuel.burnText(text.length() + pattern.length());
    String folded = TextSearch.fold(text);
    if (pieces.size() == 1) {
      return folded.equals(pattern);
    }
    String first = pieces.getFirst();
    String last = pieces.getLast();
    if (folded.length() < first.length() + last.length()
        || !folded.startsWith(first)
        || !folded.endsWith(last)) {
      return false;
    }
    int at = first.length();
    int end = folded.length() - last.length();
    String middle = folded.substring(0, end);
    for (String piece : pieces.subList(1, pieces.size() - 1)) {
      int found = TextSearch.indexOf(middle, piece, at);
      if (found < 0) {
        return false;
      }
      at = found + piece.length();
    }
    return true;
  }
}
