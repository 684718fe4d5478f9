package io.fairlead.policy.language.expression;

import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import java.util.ArrayList;
import java.util.List;

/// Cuts the text of an expression into tokens.
final class Lexer {
  enum Kind {
    NAME,
    TEXT,
    INTEGER,
    OPEN,
    CLOSE,
    OPEN_INDEX,
    CLOSE_INDEX,
    COMMA,
    DOT,
    END
  }

  /// @param text the token's meaning: of a text without apostrophes around it
  /// @param position index into the whole string
  record Token(Kind kind, String text, int position) {
    String words() {
      return kind == Kind.END ? "the end" : "'" + text + "'";
    }
  }

  private final String source;
  private int at;

  private Lexer(String source, int start) {
    this.source = source;
    this.at = start;
  }

  /// @param source the whole string, brackets included
  /// @throws EvaluationException when a character fits nowhere
  static List<Token> tokens(String source) {
    if (source.length() > Limits.EXPRESSION_LENGTH) {
      throw new EvaluationException(
          "expected an expression of at most "
              + Limits.EXPRESSION_LENGTH
              + " characters, found "
              + source.length());
    }
    Lexer lexer = new Lexer(source, 1);
    List<Token> tokens = new ArrayList<>();
    int end = source.length() - 1;
    while (true) {
      lexer.skipBlanks(end);
      if (lexer.at >= end) {
        tokens.add(new Token(Kind.END, "", end));
        return tokens;
      }
      tokens.add(lexer.next(end));
    }
  }

  static EvaluationException error(int position, String what) {
    return new EvaluationException(
        "at character " + (position + 1) + " of the expression: " + what);
  }

  private void skipBlanks(int end) {
    while (at < end && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
  }

  private Token next(int end) {
    char c = source.charAt(at);
    return switch (c) {
      case '(' -> single(Kind.OPEN);
      case ')' -> single(Kind.CLOSE);
      case '[' -> single(Kind.OPEN_INDEX);
      case ']' -> single(Kind.CLOSE_INDEX);
      case ',' -> single(Kind.COMMA);
      case '.' -> single(Kind.DOT);
      case '\'' -> text(end);
      default -> {
        if (c == '-' || isDigit(c)) {
          yield integer(end);
        }
        if (isNameStart(c)) {
          yield name(end);
        }
        throw error(at, "expected a function, a string or a number, found '" + c + "'");
      }
    };
  }

  private Token single(Kind kind) {
    int start = at++;
    return new Token(kind, source.substring(start, at), start);
  }

  /// In apostrophes; an apostrophe within is doubled.
  private Token text(int end) {
    int start = at++;
    StringBuilder text = new StringBuilder();
    while (at < end) {
      char c = source.charAt(at++);
      if (c != '\'') {
        text.append(c);
      } else if (at < end && source.charAt(at) == '\'') {
        text.append(c);
        at++;
      } else {
        return new Token(Kind.TEXT, text.toString(), start);
      }
    }
    throw error(start, "expected an apostrophe to close the string");
  }

  private Token integer(int end) {
    int start = at++;
    while (at < end && isDigit(source.charAt(at))) {
      at++;
    }
    return new Token(Kind.INTEGER, source.substring(start, at), start);
  }

  private Token name(int end) {
    int start = at++;
    while (at < end && (isNameStart(source.charAt(at)) || isDigit(source.charAt(at)))) {
      at++;
    }
    return new Token(Kind.NAME, source.substring(start, at), start);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_' || c == '$';
  }
}
