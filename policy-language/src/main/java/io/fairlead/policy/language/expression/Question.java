package io.fairlead.policy.language.expression;

import io.fairlead.policy.language.function.Dialect;
import io.fairlead.policy.language.function.Function;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call whose answer depends on where it stands. `field` and `current` are no questions: they
/// are read into what they mean at once.
public enum Question {
  PARAMETERS("parameters", 1, 1, EnumSet.allOf(Dialect.class)),
  VARIABLES("variables", 1, 1, EnumSet.of(Dialect.TEMPLATE)),
  COPY_INDEX("copyIndex", 0, 2, EnumSet.of(Dialect.TEMPLATE)),
  DEPLOYMENT("deployment", 0, 0, EnumSet.of(Dialect.TEMPLATE)),
  RESOURCE_ID("resourceId", 2, Function.ANY_NUMBER, EnumSet.of(Dialect.TEMPLATE)),
  SUBSCRIPTION_RESOURCE_ID(
      "subscriptionResourceId", 2, Function.ANY_NUMBER, EnumSet.of(Dialect.TEMPLATE)),
  RESOURCE_GROUP("resourceGroup", 0, 0, EnumSet.allOf(Dialect.class)),
  SUBSCRIPTION("subscription", 0, 0, EnumSet.allOf(Dialect.class)),
  UTC_NOW("utcNow", 0, 1, EnumSet.allOf(Dialect.class)),
  POLICY("policy", 0, 0, EnumSet.of(Dialect.POLICY)),
  REQUEST_CONTEXT("requestContext", 0, 0, EnumSet.of(Dialect.POLICY));

  private final Signature signature;

  Question(String written, int min, int max, Set<Dialect> places) {
    this.signature = new Signature(written, min, max, places);
  }

  /// As Azure writes it.
  public String written() {
    return signature.name();
  }

  Signature signature() {
    return signature;
  }

  static @Nullable Question named(String name) {
    for (Question question : values()) {
      if (question.signature.name().equalsIgnoreCase(name)) {
        return question;
      }
    }
    return null;
  }
}
