package io.fairlead.agent.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.agent.object.Verdict;
import io.fairlead.agent.record.ConfigRecord;
import io.fairlead.agent.record.RecordStatus;
import io.fairlead.agent.record.StatusFingerprint;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ConfigurationVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Puts what was found into the record's status, when it is anything new, and into the words of the
/// hub. Thread-safe.
final class StatusWriter {
  private static final String READY = "Ready";

  private final KubernetesClient client;
  private final Clock clock;
  private final Map<String, Written> written = new ConcurrentHashMap<>();

  /// What the API answered last. The watch of records is behind it.
  private record Written(long version, RecordStatus status) {}

  StatusWriter(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /// The status that a record has, as far as is known: looks follow each other faster than
  /// the watch tells of their writes.
  RecordStatus known(ConfigRecord record) {
    Written last = written.get(record.record());
    return last != null && last.version() > version(record) ? last.status() : record.statusOrNone();
  }

  private static long version(ConfigRecord record) {
    return Long.parseLong(record.getMetadata().getResourceVersion());
  }

  /// A record is gone.
  void forget(String record) {
    written.remove(record);
  }

  /// Writes the status of a record where it is another one than before.
  ///
  /// @return what to tell the hub
  ConfigurationStatus write(ConfigRecord record, Findings findings) {
    RecordStatus former = known(record);
    ConfigurationVersion version = record.getSpec().version();
    Verdict verdict = findings.verdict();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant applied = findings.changed() ? now : instant(former.lastApplied());
    ConfigurationStatus status =
        new ConfigurationStatus(
            version,
            verdict.compliance(),
            verdict.message(),
            now,
            applied,
            verdict.revision(),
            verdict.sourceUpdatedAt(),
            findings.publicKey(),
            verdict.objects());
    String fingerprint = StatusFingerprint.of(status);
    if (!fingerprint.equals(former.fingerprint())) {
      patch(record, status, findings.reason(), fingerprint, former);
    }
    return status;
  }

  private void patch(
      ConfigRecord record,
      ConfigurationStatus status,
      Findings.Reason reason,
      String fingerprint,
      RecordStatus former) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode next = patch.putObject("status");
    next.put("observedGeneration", status.observed().generation());
    next.put("compliance", status.compliance().name());
    next.put("message", status.message());
    next.put("revision", status.sourceSyncedCommitId());
    next.put("lastApplied", text(status.lastConfigApplied()));
    next.put("publicKey", status.repositoryPublicKey());
    next.put("fingerprint", fingerprint);
    next.putArray("conditions").add(ready(record, status, reason, former));
    ConfigRecord answer =
        client
            .resource(record)
            .subresource("status")
            .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    written.put(record.record(), new Written(version(answer), answer.statusOrNone()));
  }

  private static ObjectNode ready(
      ConfigRecord record,
      ConfigurationStatus status,
      Findings.Reason reason,
      RecordStatus former) {
    String value =
        switch (status.compliance()) {
          case Compliant -> "True";
          case NonCompliant, Suspended -> "False";
          case Pending, Unknown -> "Unknown";
        };
    ObjectNode ready = JsonNodeFactory.instance.objectNode();
    ready.put("type", READY);
    ready.put("status", value);
    ready.put(
        "reason",
        reason == Findings.Reason.Applied && status.compliance() != Compliance.Pending
            ? status.compliance().name()
            : reason.name());
    ready.put("message", Optional.ofNullable(status.message()).orElse("as it has to be"));
    ready.put("observedGeneration", record.getMetadata().getGeneration());
    ready.put(
        "lastTransitionTime",
        conditions(former)
            .filter(before -> value.equals(before.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> status.observedAt().toString()));
    return ready;
  }

  private static Optional<Condition> conditions(RecordStatus status) {
    List<Condition> conditions = status.conditions();
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(one -> READY.equals(one.getType())).findFirst();
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
