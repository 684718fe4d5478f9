package io.fairlead.benchmarks.store;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/// A subscription of one benchmark, in which all its clusters are: what others do in the same hub
/// is no part of it.
///
/// @param id as the API has it
public record Subscription(UUID id) {
  /// The one of that name; always the same.
  public static Subscription named(String name) {
    return new Subscription(
        UUID.nameUUIDFromBytes(("benchmark " + name).getBytes(StandardCharsets.UTF_8)));
  }

  /// What the keys of all in one of its resource groups begin with.
  String keysOf(String group) {
    return "/subscriptions/%s/resourcegroups/%s/".formatted(id, group.toLowerCase(Locale.ROOT));
  }
}
