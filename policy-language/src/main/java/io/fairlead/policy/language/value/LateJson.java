package io.fairlead.policy.language.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// JSON that is made when somebody first asks for it, and then kept. Where making it fails, whoever
/// asks gets the failure, and it is tried anew when somebody asks again. Thread-safe.
public final class LateJson implements Supplier<JsonNode> {
  private final Supplier<JsonNode> making;
  private @Nullable JsonNode made;

  /// JSON that is made by a supplier, which is asked by one thread at a time.
  public LateJson(Supplier<JsonNode> making) {
    this.making = making;
  }

  @Override
  public synchronized JsonNode get() {
    JsonNode json = made;
    if (json == null) {
      json = making.get();
      made = json;
    }
    return json;
  }
}
