package io.fairlead.agent.control;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.cluster.Faults;
import io.fairlead.agent.cluster.FluxInCluster;
import io.fairlead.agent.cluster.ManagedObjects;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.record.ConfigRecord;
import io.fairlead.agent.record.RecordSpec;
import io.fairlead.agent.record.RecordStatus;
import io.fairlead.agent.record.RecordStore;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.id.ConfigurationVersion;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes a look at a configuration whenever its record or one of its objects changed, one look at a
/// time, and again later when something could not be done.
///
/// @param <R> the kind of record
final class RecordReconciler<R extends ConfigRecord> {
  private static final Duration NOT_SEEN_ALL = Duration.ofMillis(200);
  private static final Duration WAITS = Duration.ofSeconds(5);
  private static final Duration BLOCKED = Duration.ofSeconds(15);

  private final ConfigurationType type;
  private final ManagedObjects objects;
  private final Convergence convergence;
  private final FluxInCluster flux;
  private final Attendance attendance;
  private final StatusWriter statuses;
  private final StatusReports reports;
  private final Consumer<ConfigurationVersion> cleanedUp;
  private final Tally tally;
  private final RecordEvents<R> events;
  private final Retries retries = new Retries();
  private final Steadiness steadiness = new Steadiness(System::nanoTime);

  /// @param cleanedUp told when nothing is left of a configuration that is being deleted
  RecordReconciler(
      ConfigurationType type,
      ManagedObjects objects,
      Convergence convergence,
      FluxInCluster flux,
      StatusWriter statuses,
      StatusReports reports,
      Consumer<ConfigurationVersion> cleanedUp,
      Tally tally,
      RecordEvents<R> events) {
    this.type = type;
    this.objects = objects;
    this.convergence = convergence;
    this.flux = flux;
    this.attendance = new Attendance(flux::fault, System::nanoTime);
    this.statuses = statuses;
    this.reports = reports;
    this.cleanedUp = cleanedUp;
    this.tally = tally;
    this.events = events;
  }

  List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
    events.use(context.getPrimaryCache());
    return List.of(events);
  }

  UpdateControl<R> reconcile(R record, Context<R> context) {
    if (!RecordStore.isOurs(record)) {
      // Somebody else wrote it: nothing is done by it until it is put back.
      return UpdateControl.noUpdate();
    }
    if (!objects.hasSeenAll()) {
      return UpdateControl.<R>noUpdate().rescheduleAfter(NOT_SEEN_ALL);
    }
    try {
      Duration again = look(record, context);
      retries.worked(record.record());
      return again == null
          ? UpdateControl.noUpdate()
          : UpdateControl.<R>noUpdate().rescheduleAfter(again);
    } catch (KubernetesClientException e) {
      tally.looked(record.record(), Tally.Look.Failed);
      return UpdateControl.<R>noUpdate()
          .rescheduleAfter(retries.failed(record.record(), Faults.reason(e)));
    }
  }

  /// @return when to look again although nothing happens; null when that is not needed
  private @Nullable Duration look(R record, Context<R> context) {
    RecordSpec spec = record.getSpec();
    Configuration configuration = spec.configuration(record.record());
    return switch (spec.lifecycle()) {
      case Active -> {
        Findings findings = attendance.explain(record, convergence.bringAbout(configuration, type));
        tally.looked(configuration, findings);
        if (isPremature(findings)) {
          yield WAITS;
        }
        if (steadiness.isBlip(record, findings)) {
          yield findings.waits() ? WAITS : Steadiness.BLIP;
        }
        say(record, findings);
        yield again(findings);
      }
      case Deleting -> {
        String waiting = convergence.cleanUp(record.record());
        tally.looked(record.record(), waiting == null ? Tally.Look.Unchanged : Tally.Look.Waiting);
        if (waiting == null) {
          cleanedUp.accept(configuration.version());
          yield null;
        }
        say(record, Findings.of(Compliance.Pending, Findings.Reason.Removing, waiting));
        yield WAITS;
      }
      case Removed -> {
        // Marked, and the agent ended before the record was deleted.
        var _ = context.getClient().resource(record).delete();
        yield null;
      }
    };
  }

  /// After a start, what is said before everything has been seen would be another thing in a
  // moment.
  private boolean isPremature(Findings findings) {
    return findings.reason() == Findings.Reason.Applied
        && !findings.changed()
        && !flux.hasBeenSeen();
  }

  /// Whatever happens to objects that are watched leads to another look by itself.
  private static @Nullable Duration again(Findings findings) {
    return switch (findings.reason()) {
      case Applied -> findings.waits() ? WAITS : null;
      case FluxNotInstalled, FluxNotRunning, Invalid -> null;
      case NameCollision, Refused -> BLOCKED;
      case Replacing, Removing -> WAITS;
    };
  }

  private void say(R record, Findings findings) {
    tally.fares(record.record(), findings.verdict().compliance());
    RecordStatus known = statuses.known(record);
    reports.say(record.record(), known, statuses.write(record, findings));
  }

  /// Cleans up after a record. What is deleted by hand is let go and comes back; its objects are
  /// left as they are.
  DeleteControl cleanup(R record, Context<R> context) {
    RecordSpec spec = record.getSpec();
    if (!RecordStore.isOurs(record) || spec.lifecycle() != RecordSpec.Wanted.Removed) {
      return DeleteControl.defaultDelete();
    }
    if (!objects.hasSeenAll()) {
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(NOT_SEEN_ALL.toMillis());
    }
    try {
      String waiting = convergence.cleanUp(record.record());
      retries.worked(record.record());
      tally.looked(record.record(), waiting == null ? Tally.Look.Unchanged : Tally.Look.Waiting);
      if (waiting != null) {
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(WAITS.toMillis());
      }
      reports.forget(record.record());
      steadiness.forget(record.record());
      attendance.forget(record.record());
      statuses.forget(record.record());
      tally.forget(record.record());
      return DeleteControl.defaultDelete();
    } catch (KubernetesClientException e) {
      tally.looked(record.record(), Tally.Look.Failed);
      Duration again = retries.failed(record.record(), Faults.reason(e));
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(again.toMillis());
    }
  }
}
