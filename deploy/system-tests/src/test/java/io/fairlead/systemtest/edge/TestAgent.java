package io.fairlead.systemtest.edge;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.check.HeldByCluster;
import io.fairlead.systemtest.check.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

public final class TestAgent implements HeldByCluster, AutoCloseable {
  private final Journal journal = new Journal();
  private final ResourceId cluster;
  private final ClusterKey key;
  private final Link link;

  TestAgent(ResourceId cluster, ClusterKey key, Link link, Path directory) {
    this.cluster = cluster;
    this.key = key;
    this.link = link;
  }

  public Link link() {
    return link;
  }

  public ClusterKey key() {
    return key;
  }

  public TestAgent started() {
    return this;
  }

  public void start() {}

  public void stop() {}

  public void kill() {}

  public void wipe() {}

  public void clockOffset(Duration offset) {}

  public void reportByHand() {}

  public void report(ResourceId id, Compliance compliance, String revision) {}

  public void awaitNewSession() {}

  public void awaitHeld(Collection<ResourceId> ids) {}

  public void awaitValue(ResourceId id, String value) {}

  public java.util.UUID uidOf(ResourceId id) {
    return new java.util.UUID(0, id.hashCode());
  }

  public Map<ResourceId, ConfigurationVersion> held() {
    return Map.of();
  }

  @Override
  public ResourceId cluster() {
    return cluster;
  }

  @Override
  public Map<ResourceId, String> wanted() {
    return Map.of();
  }

  @Override
  public Map<ResourceId, String> reported() {
    return Map.of();
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public void close() {}
}
