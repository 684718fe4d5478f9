package io.fairlead.agent.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// The objects of Flux's kinds that Flux applied for a configuration, as they were last seen.
///
/// @param bodies each with `kind`, `metadata`, `status` and what of `spec` says how it fares
/// @param all whether none is missing: of very many, some are not looked at
public record Applied(List<JsonNode> bodies, boolean all) {
  /// Nothing.
  public static final Applied NONE = new Applied(List.of(), true);

  public Applied {
    bodies = List.copyOf(bodies);
  }
}
