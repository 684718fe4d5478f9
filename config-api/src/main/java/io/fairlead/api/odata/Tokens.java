package io.fairlead.api.odata;

import io.fairlead.api.error.ArmErrorCode;
import io.fairlead.api.operation.Shown;
import io.fairlead.api.request.ArmException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// The words of a query option, one after the other. Used once.
final class Tokens {
  private static final int LONGEST = 4096;

  private final String parameter;
  private final List<Token> tokens;
  private int next;

  private Tokens(String parameter, List<Token> tokens) {
    this.parameter = parameter;
    this.tokens = tokens;
  }

  enum Kind {
    /// A name or a keyword.
    NAME,
    /// A text in single quotes, without them; two quotes within it are one.
    TEXT,
    /// A number or a time, without quotes.
    VALUE,
    OPEN,
    CLOSE,
    COMMA,
    END
  }

  /// @param at where it begins, counted from 1
  record Token(Kind kind, String text, int at) {
    boolean is(String word) {
      return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    /// As an error shows it.
    String shown() {
      return switch (kind) {
        case END -> "the end";
        case TEXT -> "the text '" + Shown.of(text) + "'";
        case NAME, VALUE, OPEN, CLOSE, COMMA -> "'" + Shown.of(text) + "'";
      };
    }
  }

  /// Takes a text apart.
  ///
  /// @param parameter such as `$filter`, for errors
  /// @throws ArmException (400) when it has characters or quotes that cannot be
  static Tokens of(String parameter, String text) {
    if (text.length() > LONGEST) {
      throw error(parameter, "it has over " + LONGEST + " characters");
    }
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      Token token =
          switch (c) {
            case ' ', '\t' -> null;
            case '(' -> new Token(Kind.OPEN, "(", at + 1);
            case ')' -> new Token(Kind.CLOSE, ")", at + 1);
            case ',' -> new Token(Kind.COMMA, ",", at + 1);
            case '\'' -> quoted(parameter, text, at);
            default -> word(parameter, text, at);
          };
      if (token == null) {
        at++;
        continue;
      }
      tokens.add(token);
      at += length(token);
    }
    tokens.add(new Token(Kind.END, "", text.length() + 1));
    return new Tokens(parameter, tokens);
  }

  /// In the text that it was made of.
  private static int length(Token token) {
    return token.kind() == Kind.TEXT
        ? token.text().replace("'", "''").length() + 2
        : token.text().length();
  }

  private static Token quoted(String parameter, String text, int at) {
    StringBuilder value = new StringBuilder();
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\0') {
        throw error(parameter, "the text at character " + (at + 1) + " has a null character");
      }
      if (c != '\'') {
        value.append(c);
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '\'') {
        value.append('\'');
        i++;
      } else {
        return new Token(Kind.TEXT, value.toString(), at + 1);
      }
    }
    throw error(parameter, "the text that begins at character " + (at + 1) + " has no end");
  }

  private static Token word(String parameter, String text, int at) {
    char first = text.charAt(at);
    if (isLetter(first)) {
      return new Token(Kind.NAME, upTo(text, at, c -> isLetter(c) || isDigit(c)), at + 1);
    }
    if (isDigit(first) || first == '-' || first == '+') {
      return new Token(
          Kind.VALUE,
          upTo(text, at, c -> isLetter(c) || isDigit(c) || ":.+-".indexOf(c) >= 0),
          at + 1);
    }
    throw error(
        parameter, "'%s' at character %d".formatted(Shown.of(text.substring(at, at + 1)), at + 1));
  }

  private static String upTo(String text, int from, IntPredicate part) {
    int end = from + 1;
    while (end < text.length() && part.test(text.charAt(end))) {
      end++;
    }
    return text.substring(from, end);
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c == '@';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  Token peek() {
    return tokens.get(next);
  }

  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  /// Takes the next token if it is that word.
  boolean takes(String word) {
    return peek().is(word) && take() != null;
  }

  /// Takes the next token if it is of that kind.
  boolean takes(Kind kind) {
    return peek().kind() == kind && take() != null;
  }

  /// Takes the next token, which must be of that kind.
  Token expect(Kind kind, String wanted) {
    if (peek().kind() != kind) {
      throw unexpected(wanted);
    }
    return take();
  }

  /// The next token is another one than there may be.
  ArmException unexpected(String wanted) {
    Token token = peek();
    return error(
        "expected %s at character %d, found %s".formatted(wanted, token.at(), token.shown()));
  }

  /// The column that the next token names.
  StateColumn column() {
    Token token = expect(Kind.NAME, "a column");
    return StateColumn.named(token.text())
        .orElseThrow(
            () ->
                error(
                    "there is no column %s (character %d); the columns are %s"
                        .formatted(token.shown(), token.at(), StateColumn.names())));
  }

  /// @param problem the second half of the sentence
  ArmException error(String problem) {
    return error(parameter, problem);
  }

  static ArmException error(String parameter, String problem) {
    return new ArmException(
        ArmErrorCode.InvalidQueryParameter,
        "The query parameter '%s' is not valid: %s.".formatted(parameter, problem),
        parameter);
  }
}
