package io.fairlead.engine.topology;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.topic.EventHeaders;
import io.fairlead.contract.topic.EventType;
import io.fairlead.encryption.PropertiesSeal;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what was decided. Used by one task's thread.
final class Emissions {
  private static final Logger LOGGER = LoggerFactory.getLogger(Emissions.class);
  private static final String SOURCE = "/fairlead/policy-engine";

  /// The topics take 1 MiB with headers and framing.
  private static final int MAX_BYTES = 1024 * 1024 - 32 * 1024;

  private final ProcessorContext<ClusterKey, byte[]> context;
  private final EngineObserver observer;
  private final PropertiesSeal seal;

  /// @param seal seals properties
  Emissions(
      ProcessorContext<ClusterKey, byte[]> context, EngineObserver observer, PropertiesSeal seal) {
    this.context = context;
    this.observer = observer;
    this.seal = seal;
  }

  void deployment(Deployment deployment, Instant now) {
    ResourceId configuration = deployment.configuration();
    boolean sent =
        send(
            EngineTopology.DEPLOYMENTS,
            ClusterKey.of(configuration, configuration.key()),
            EventType.DEPLOYMENT,
            configuration.toString(),
            Json.write(
                deployment.withProperties(
                    properties -> seal.sealToText(configuration, properties))),
            deployment.basis().epoch(),
            now);
    if (sent) {
      observer.asked(deployment.action());
    }
  }

  void verdict(PolicyVerdict verdict, Instant now) {
    boolean sent =
        send(
            EngineTopology.POLICY_STATES,
            ClusterKey.of(verdict.resource(), verdict.key()),
            EventType.POLICY_VERDICT,
            verdict.resource().toString(),
            Json.write(verdict),
            verdict.epoch(),
            now);
    if (sent) {
      observer.said(verdict.compliance());
    }
  }

  /// Says that a verdict no longer holds.
  void verdictGone(String cluster, String key, long epoch, Instant now) {
    boolean sent =
        send(
            EngineTopology.POLICY_STATES,
            new ClusterKey(cluster, key),
            EventType.POLICY_VERDICT_REMOVED,
            Keys.resourceOfVerdict(key).map(ResourceId::toString).orElse(cluster),
            null,
            epoch,
            now);
    if (sent) {
      observer.tookBack();
    }
  }

  private boolean send(
      String sink,
      ClusterKey key,
      EventType type,
      String subject,
      byte @Nullable [] value,
      long epoch,
      Instant now) {
    if (value != null && value.length > MAX_BYTES) {
      // Sent it would stop the partition, and it is no smaller next time.
      LOGGER.error(
          "decision not sent key={} reason=larger than a record bytes={}", key.key(), value.length);
      observer.failed();
      return false;
    }
    RecordHeaders headers = new RecordHeaders();
    new EventHeaders(type, UUID.randomUUID(), SOURCE, subject, now, epoch)
        .toMap()
        .forEach(headers::add);
    context.forward(new Record<>(key, nullable(value), now.toEpochMilli(), headers), sink);
    return true;
  }

  // A deletion has no value, whatever the annotations say.
  @SuppressWarnings("NullAway")
  private static byte[] nullable(byte @Nullable [] value) {
    return value;
  }
}
