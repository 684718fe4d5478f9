package io.fairlead.agent.record;

import io.fairlead.agent.cluster.Fingerprints;
import io.fairlead.contract.id.ResourceId;
import java.util.Locale;

/// Names records: readable, and unique because of the hash of the whole id. A DNS label, so that it
/// may stand in labels and in names of other objects.
public final class RecordNames {
  private static final int READABLE = 48;
  private static final int HASH = 12;

  private RecordNames() {}

  /// The name of a configuration's record, at most 61 characters.
  public static String of(ResourceId id) {
    String readable =
        id.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String cut = readable.substring(0, Math.min(READABLE, readable.length()));
    return (cut.isEmpty() ? "x" : cut) + "-" + Fingerprints.of(id.key()).substring(0, HASH);
  }
}
