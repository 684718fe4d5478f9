package io.fairlead.api.schema;

import java.util.List;

/// An object whose property names the client chooses.
///
/// @param keys what a name may be
/// @param values what each value may be; null removes the entry
/// @param maxEntries most entries
/// @param rules that concern several entries
public record MapSchema(StringSchema keys, Schema values, int maxEntries, List<Rule> rules)
    implements Schema {

  /// Copies the rules.
  public MapSchema {
    rules = List.copyOf(rules);
  }

  /// A map without rules.
  public static MapSchema of(StringSchema keys, Schema values, int maxEntries) {
    return new MapSchema(keys, values, maxEntries, List.of());
  }

  /// The same with rules.
  public MapSchema where(Rule... more) {
    return new MapSchema(keys, values, maxEntries, List.of(more));
  }
}
