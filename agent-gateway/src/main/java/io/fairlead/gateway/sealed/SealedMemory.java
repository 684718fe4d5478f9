package io.fairlead.gateway.sealed;

import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.secret.SealedSetting;
import io.fairlead.contract.secret.SealedSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sealed settings by configuration. Bounded for each cluster and in all: what is too much is
/// forgotten, oldest first, and its user is told by the agent that it is missing. Thread-safe.
final class SealedMemory {
  private static final Logger LOGGER = LoggerFactory.getLogger(SealedMemory.class);

  /// By cluster and configuration, those that were heard of longest ago first.
  private final Map<String, Map<String, Held>> clusters = new LinkedHashMap<>();

  private final Map<String, Long> sizes = new HashMap<>();
  private final long mostOfCluster;
  private final long mostInAll;
  private long size;

  /// The settings of one incarnation.
  private record Held(UUID uid, Map<String, Sealed> settings) {
    long size() {
      return settings.values().stream().mapToLong(kept -> kept.jwe().length()).sum();
    }
  }

  private record Sealed(long version, String jwe, Instant expiresAt) {}

  /// @param mostOfCluster characters of one cluster's settings
  /// @param mostInAll characters of all settings
  SealedMemory(long mostOfCluster, long mostInAll) {
    this.mostOfCluster = mostOfCluster;
    this.mostInAll = mostInAll;
  }

  /// Takes in what was published.
  synchronized void take(SealedSettings published, Instant now) {
    if (!published.expiresAt().isAfter(now)) {
      return;
    }
    String cluster = published.configuration().cluster().key();
    String key = published.configuration().key();
    Held former = remove(cluster, key);
    Map<String, Sealed> settings = new HashMap<>();
    if (former != null && former.uid().equals(published.uid())) {
      settings.putAll(former.settings());
    }
    published
        .settings()
        .forEach(
            (name, setting) -> {
              String jwe = setting.jwe();
              Sealed known = settings.get(name);
              if (jwe != null && (known == null || known.version() < setting.version())) {
                settings.put(name, new Sealed(setting.version(), jwe, published.expiresAt()));
              }
            });
    add(cluster, key, new Held(published.uid(), settings));
    bound(cluster, key);
  }

  private void add(String cluster, String key, Held held) {
    clusters.computeIfAbsent(cluster, _ -> new LinkedHashMap<>()).put(key, held);
    sizes.merge(cluster, held.size(), Long::sum);
    size += held.size();
  }

  private @Nullable Held remove(String cluster, String key) {
    Map<String, Held> of = clusters.get(cluster);
    Held held = of == null ? null : of.remove(key);
    if (of == null || held == null) {
      return null;
    }
    size -= held.size();
    sizes.merge(cluster, -held.size(), Long::sum);
    if (of.isEmpty()) {
      clusters.remove(cluster);
      sizes.remove(cluster);
    }
    return held;
  }

  private void bound(String cluster, String newest) {
    while (sizes.getOrDefault(cluster, 0L) > mostOfCluster || size > mostInAll) {
      String from =
          sizes.getOrDefault(cluster, 0L) > mostOfCluster
              ? cluster
              : clusters.keySet().iterator().next();
      String oldest = clusters.getOrDefault(from, Map.of()).keySet().iterator().next();
      var _ = remove(from, oldest);
      LOGGER.warn("sealed settings forgotten reason=\"too many\" configuration={}", oldest);
      if (oldest.equals(newest)) {
        return;
      }
    }
  }

  /// The sealed settings of a state, as far as they are here.
  ///
  /// @param wanted the settings that belong to it
  synchronized Map<String, SealedSetting> find(
      ConfigurationVersion version, Map<String, SealedSetting> wanted, Instant now) {
    ResourceId id = version.id();
    Held held = clusters.getOrDefault(id.cluster().key(), Map.of()).get(id.key());
    if (held == null || !held.uid().equals(version.uid())) {
      return wanted;
    }
    Map<String, SealedSetting> found = new HashMap<>(wanted);
    found.replaceAll(
        (name, setting) -> {
          Sealed kept = held.settings().get(name);
          return kept != null
                  && kept.version() == setting.version()
                  && kept.expiresAt().isAfter(now)
              ? new SealedSetting(setting.version(), kept.jwe())
              : setting;
        });
    return found;
  }

  /// Forgets what may be kept no longer.
  synchronized void expire(Instant now) {
    for (String cluster : clusters.keySet().toArray(String[]::new)) {
      for (Map.Entry<String, Held> entry :
          Map.copyOf(clusters.getOrDefault(cluster, Map.of())).entrySet()) {
        Map<String, Sealed> left = new HashMap<>(entry.getValue().settings());
        Iterator<Sealed> settings = left.values().iterator();
        boolean expired = false;
        while (settings.hasNext()) {
          if (!settings.next().expiresAt().isAfter(now)) {
            settings.remove();
            expired = true;
          }
        }
        if (expired) {
          var _ = remove(cluster, entry.getKey());
          if (!left.isEmpty()) {
            add(cluster, entry.getKey(), new Held(entry.getValue().uid(), left));
          }
        }
      }
    }
  }

  /// Characters of all settings that are here.
  synchronized long size() {
    return size;
  }
}
