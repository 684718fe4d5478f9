package io.fairlead.policy.language.expression;

import io.fairlead.policy.language.function.Dialect;
import io.fairlead.policy.language.function.Function;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/// A call that evaluates no more of its arguments than its answer takes, from left to right.
public enum Choice {
  IF("if", 3, 3),
  AND("and", 2, Function.ANY_NUMBER),
  OR("or", 2, Function.ANY_NUMBER),
  COALESCE("coalesce", 1, Function.ANY_NUMBER);

  private final Signature signature;

  Choice(String written, int min, int max) {
    this.signature = new Signature(written, min, max, EnumSet.allOf(Dialect.class));
  }

  /// As Azure writes it.
  public String written() {
    return signature.name();
  }

  Signature signature() {
    return signature;
  }

  static @Nullable Choice named(String name) {
    for (Choice choice : values()) {
      if (choice.signature.name().equalsIgnoreCase(name)) {
        return choice;
      }
    }
    return null;
  }
}
