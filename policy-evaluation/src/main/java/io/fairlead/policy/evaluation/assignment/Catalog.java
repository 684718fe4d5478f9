package io.fairlead.policy.evaluation.assignment;

import io.fairlead.contract.id.PolicyId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What can be assigned, by keys.
record Catalog(Map<String, Definition> definitions, Map<String, Initiative> initiatives) {
  Catalog {
    definitions = Map.copyOf(definitions);
    initiatives = Map.copyOf(initiatives);
  }

  @Nullable Definition definition(String key) {
    return definitions.get(key);
  }

  @Nullable Initiative initiative(PolicyId id) {
    return initiatives.get(id.key());
  }
}
