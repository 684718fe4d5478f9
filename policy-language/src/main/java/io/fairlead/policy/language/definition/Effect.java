package io.fairlead.policy.language.definition;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a policy does where its rule matches. Azure has more of them; those that change
/// requests or concern other kinds of resources have no meaning here.
public enum Effect {
  DISABLED("disabled"),
  AUDIT("audit"),
  DENY("deny"),
  AUDIT_IF_NOT_EXISTS("auditIfNotExists"),
  DEPLOY_IF_NOT_EXISTS("deployIfNotExists");

  private final String written;

  Effect(String written) {
    this.written = written;
  }

  /// As Azure writes it.
  public String written() {
    return written;
  }

  /// Whether it asks for related resources.
  public boolean asksForRelated() {
    return this == AUDIT_IF_NOT_EXISTS || this == DEPLOY_IF_NOT_EXISTS;
  }

  /// The effect of that name, whatever its letter case; null when it is none of these.
  public static @Nullable Effect named(String name) {
    for (Effect effect : values()) {
      if (effect.written.equalsIgnoreCase(name)) {
        return effect;
      }
    }
    return null;
  }

  /// All names, for messages.
  public static String names() {
    return Arrays.stream(values()).map(Effect::written).collect(Collectors.joining(", "));
  }
}
