package io.fairlead.systemtest.check;

import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What one agent was told, in order, from the first boot of its cluster on. Says when it was told
/// something it should never be: an older generation of a key after a newer one, or again a state
/// that had
/// been removed. Thread-safe.
public final class Journal {
  /// What an agent was told of one configuration.
  public sealed interface Entry {
    ResourceId id();

    /// To hold it in this state.
    record Stored(ConfigurationVersion version, Lifecycle lifecycle, String value)
        implements Entry {
      @Override
      public ResourceId id() {
        return version.id();
      }
    }

    /// To hold it no longer.
    record Removed(ResourceId id) implements Entry {}
  }

  private enum Fate {
    HELD,
    REMOVED,
    WIPED
  }

  private record Newest(UUID uid, long generation, Fate fate) {
    Newest withFate(Fate now) {
      return new Newest(uid, generation, now);
    }

    /// Whether being told to hold this version now would be wrong.
    boolean forbids(ConfigurationVersion version) {
      boolean same = uid.equals(version.uid()) && generation == version.generation();
      return switch (fate) {
        case HELD, WIPED -> !same && version.generation() <= generation;
        case REMOVED -> version.generation() <= generation;
      };
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final Map<ResourceId, Newest> newest = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  /// The agent was told to hold a state.
  public synchronized void stored(ConfigurationVersion version, Lifecycle lifecycle, String value) {
    entries.add(new Entry.Stored(version, lifecycle, value));
    Newest before = newest.get(version.id());
    if (before != null && before.forbids(version)) {
      violations.add("after " + before + " came " + version);
    }
    newest.put(version.id(), new Newest(version.uid(), version.generation(), Fate.HELD));
  }

  /// The agent was told to hold it no longer.
  public synchronized void removed(ResourceId id) {
    entries.add(new Entry.Removed(id));
    newest.computeIfPresent(id, (same, last) -> last.withFate(Fate.REMOVED));
  }

  /// The agent's process began, with this in its durable store: nothing that it was told may be
  /// missing.
  public synchronized void booted(Map<ResourceId, ConfigurationVersion> durable) {
    newest.forEach(
        (id, last) -> {
          ConfigurationVersion version = durable.get(id);
          boolean wrong =
              switch (last.fate()) {
                case HELD -> version == null || last.forbids(version);
                case REMOVED, WIPED -> version != null;
              };
          if (wrong) {
            violations.add("told " + last + " of " + id.name() + ", after a restart " + version);
          }
        });
  }

  /// The agent's cluster lost all it had: it may be told the same again.
  public synchronized void wiped() {
    newest.replaceAll((id, last) -> last.fate() == Fate.HELD ? last.withFate(Fate.WIPED) : last);
  }

  /// All deliveries so far, oldest first.
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /// The deliveries after the first so many.
  public synchronized List<Entry> since(int count) {
    return List.copyOf(entries.subList(count, entries.size()));
  }

  /// How many deliveries there were so far.
  public synchronized int size() {
    return entries.size();
  }

  /// The removals after the first so many deliveries.
  public List<ResourceId> removalsSince(int count) {
    return since(count).stream().filter(Entry.Removed.class::isInstance).map(Entry::id).toList();
  }

  /// What the agent should never have been told; empty when all was well.
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }
}
