package io.fairlead.contract.operator;

import java.util.ArrayList;
import java.util.List;

/// Takes a line apart into words, much as a shell does: white space separates, `'…'` and `"…"` keep
/// it in a word, and a backslash takes the meaning from a quote, a space or another backslash.
///
/// Before any other character a backslash stands for itself, and it does so between single quotes:
/// both languages that are written in such lines have backslashes of their own.
final class Words {
  private static final char NONE = 0;

  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;

  private Words(String line) {
    this.line = line;
  }

  /// The words of a line; empty when it is blank.
  ///
  /// @throws InvalidSettingException when a quote is not closed
  static List<String> of(String line) {
    return new Words(line).split();
  }

  private List<String> split() {
    var quote = NONE;
    var opened = 0;
    for (var i = 0; i < line.length(); i++) {
      var c = line.charAt(i);
      if (c == '\\' && quote != '\'' && isEscapable(i + 1, quote)) {
        i++;
        add(line.charAt(i));
      } else if (quote != NONE) {
        if (c == quote) {
          quote = NONE;
        } else {
          add(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        opened = i;
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        end();
      } else {
        add(c);
      }
    }
    if (quote != NONE) {
      throw new InvalidSettingException(
          "has a quote (%s) at character %d that is not closed; close it, or write \\%s for the character itself."
              .formatted(quote, opened + 1, quote));
    }
    end();
    return List.copyOf(words);
  }

  private boolean isEscapable(int index, char quote) {
    if (index >= line.length()) {
      return false;
    }
    var c = line.charAt(index);
    return c == '\\' || c == '"' || (quote == NONE && (c == '\'' || c == ' '));
  }

  private void add(char c) {
    inWord = true;
    word.append(c);
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
