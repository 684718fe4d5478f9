package io.fairlead.session.core;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.protocol.GatewayFrame;
import java.time.Instant;
import java.util.UUID;

/// Things that tests are about.
public final class Fixtures {
  public static final ResourceId CLUSTER =
      ResourceId.cluster("s", "g", "Microsoft.Kubernetes/connectedClusters", "ship");
  public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private Fixtures() {}

  public static ResourceId id(int number) {
    return CLUSTER.extension(
        "Microsoft.KubernetesConfiguration/fluxConfigurations", "configuration-" + number);
  }

  public static UUID uid(long number) {
    return new UUID(7, number);
  }

  public static GatewayFrame.Change change(
      int number, long uid, long generation, Lifecycle lifecycle) {
    return new GatewayFrame.Change(
        id(number),
        uid(uid),
        generation,
        lifecycle,
        JsonNodeFactory.instance.objectNode().put("generation", generation));
  }

  public static GatewayFrame.Change active(int number, long generation) {
    return change(number, 0, generation, Lifecycle.Active);
  }

  public static ConfigurationStatus status(ConfigurationVersion observed, String message) {
    return new ConfigurationStatus(
        observed, Compliance.Compliant, message, NOON, null, null, null, null, null);
  }
}
