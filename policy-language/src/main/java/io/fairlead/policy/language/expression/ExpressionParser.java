package io.fairlead.policy.language.expression;

import io.fairlead.policy.language.expression.Expression.Access;
import io.fairlead.policy.language.expression.Expression.Literal;
import io.fairlead.policy.language.expression.Lexer.Kind;
import io.fairlead.policy.language.expression.Lexer.Token;
import io.fairlead.policy.language.function.Dialect;
import io.fairlead.policy.language.limit.Limits;
import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.value.Values;
import java.util.ArrayList;
import java.util.List;

/// Reads expressions. The grammar: a string, an integer or a call, followed by any number of
/// `.name` and `[expression]`.
public final class ExpressionParser {
  private final List<Token> tokens;
  private final Calls calls;
  private final boolean lenient;
  private int at;
  private int depth;

  private ExpressionParser(List<Token> tokens, Setting setting) {
    this.tokens = tokens;
    this.calls = new Calls(setting);
    this.lenient = setting.dialect() == Dialect.POLICY;
  }

  /// Whether a string is an expression: in square brackets, the first of which is not doubled.
  public static boolean isExpression(String text) {
    return text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[");
  }

  /// What a string means that is no expression: a doubled bracket at its begin is one.
  public static String unescaped(String text) {
    return text.startsWith("[[") && text.endsWith("]") ? text.substring(1) : text;
  }

  /// Reads an expression.
  ///
  /// @param text an expression
  /// @throws EvaluationException when it cannot be read; says at which character and what was
  /// expected
  public static Expression parse(String text, Setting setting) {
    ExpressionParser parser = new ExpressionParser(Lexer.tokens(text), setting);
    Expression expression = parser.expression();
    parser.expect(Kind.END, "the end of the expression");
    return expression;
  }

  private Expression expression() {
    if (++depth > Limits.EXPRESSION_DEPTH) {
      throw Lexer.error(
          peek().position(), "expected at most " + Limits.EXPRESSION_DEPTH + " levels of nesting");
    }
    Expression expression = primary();
    int accesses = 0;
    while (peek().kind() == Kind.DOT || peek().kind() == Kind.OPEN_INDEX) {
      if (++accesses > Limits.EXPRESSION_DEPTH) {
        throw Lexer.error(
            peek().position(),
            "expected at most " + Limits.EXPRESSION_DEPTH + " accesses in a row");
      }
      expression = access(expression);
    }
    depth--;
    return expression;
  }

  private Expression primary() {
    Token token = take();
    return switch (token.kind()) {
      case TEXT -> new Literal(Values.text(token.text()), token.position());
      case INTEGER -> integer(token);
      case NAME -> call(token);
      case OPEN, CLOSE, OPEN_INDEX, CLOSE_INDEX, COMMA, DOT, END ->
          throw Lexer.error(
              token.position(),
              "expected a function, a string or a number, found " + token.words());
    };
  }

  private static Expression integer(Token token) {
    try {
      return new Literal(Values.number(Long.parseLong(token.text())), token.position());
    } catch (NumberFormatException e) {
      throw Lexer.error(token.position(), "expected an integer of 64 bits, found " + token.words());
    }
  }

  private Expression call(Token name) {
    if (peek().kind() != Kind.OPEN) {
      throw Lexer.error(
          peek().position(), "expected '(' after " + name.words() + ", found " + peek().words());
    }
    take();
    List<Expression> arguments = new ArrayList<>();
    if (peek().kind() != Kind.CLOSE) {
      arguments.add(expression());
      while (peek().kind() == Kind.COMMA) {
        take();
        arguments.add(expression());
      }
    }
    expect(Kind.CLOSE, "',' or ')'");
    try {
      return calls.resolve(name.text(), arguments, name.position());
    } catch (EvaluationException e) {
      throw Lexer.error(name.position(), e.what());
    }
  }

  private Expression access(Expression target) {
    Token opening = take();
    if (opening.kind() == Kind.DOT) {
      Token name = expect(Kind.NAME, "the name of a property");
      Expression key = new Literal(Values.text(name.text()), name.position());
      return new Access(target, key, lenient, opening.position());
    }
    Expression key = expression();
    expect(Kind.CLOSE_INDEX, "']'");
    return new Access(target, key, lenient, opening.position());
  }

  private Token expect(Kind kind, String words) {
    Token token = take();
    if (token.kind() != kind) {
      throw Lexer.error(token.position(), "expected " + words + ", found " + token.words());
    }
    return token;
  }

  private Token peek() {
    return tokens.get(at);
  }

  /// The last token, the end, is never passed.
  private Token take() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }
}
