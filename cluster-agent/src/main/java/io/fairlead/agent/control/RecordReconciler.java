package io.fairlead.agent.control;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.cluster.Faults;
import io.fairlead.agent.cluster.FluxInCluster;
import io.fairlead.agent.cluster.ObjectFaultException;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.record.ConfigRecord;
import io.fairlead.agent.record.NameLocks;
import io.fairlead.agent.record.RecordFinalizer;
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
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes a look at a configuration whenever its record or one of its objects changed, one look at a
/// time, and again later when something could not be done.
///
/// @param <R> the kind of record
final class RecordReconciler<R extends ConfigRecord> {
  private static final Logger LOG = Logger.getLogger(RecordReconciler.class);
  private static final Duration NOT_SEEN = Duration.ofSeconds(1);
  private static final Duration WAITS = Duration.ofSeconds(5);
  private static final Duration BLOCKED = Duration.ofSeconds(15);

  private final ConfigurationType type;
  private final Convergence convergence;
  private final FluxInCluster flux;
  private final Attendance attendance;
  private final StatusWriter statuses;
  private final StatusReports reports;
  private final Consumer<ConfigurationVersion> cleanedUp;
  private final Tally tally;
  private final RecordEvents<R> events;
  private final NameLocks looks = new NameLocks();
  private final Retries retries = new Retries(System::nanoTime);
  private final Steadiness steadiness = new Steadiness(System::nanoTime);

  /// @param cleanedUp told when nothing is left of a configuration that is being deleted
  RecordReconciler(
      ConfigurationType type,
      Convergence convergence,
      FluxInCluster flux,
      StatusWriter statuses,
      StatusReports reports,
      Consumer<ConfigurationVersion> cleanedUp,
      Tally tally,
      RecordEvents<R> events) {
    this.type = type;
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
    return looks.get(
        record.record(),
        () ->
            isPast(record)
                ? UpdateControl.<R>noUpdate().rescheduleAfter(NOT_SEEN)
                : reconciled(record, context));
  }

  /// Whether a look has waited for another one, and there is another state to look at by now. The
  /// SDK has the look at a record go on when that is gone, and begins with the next of its name.
  private boolean isPast(R record) {
    return events.record(record.record()).filter(now -> isSameState(now, record)).isEmpty();
  }

  private static boolean isSameState(ConfigRecord one, ConfigRecord other) {
    return one.getMetadata().getUid().equals(other.getMetadata().getUid())
        && one.getMetadata().getGeneration().equals(other.getMetadata().getGeneration());
  }

  private UpdateControl<R> reconciled(R record, Context<R> context) {
    if (!RecordStore.isOurs(record)) {
      // Somebody else wrote it: nothing is done by it until it is put back.
      return UpdateControl.noUpdate();
    }
    try {
      Duration again = look(record, context);
      retries.worked(record.record());
      return again == null
          ? UpdateControl.noUpdate()
          : UpdateControl.<R>noUpdate().rescheduleAfter(again);
    } catch (ObjectFaultException e) {
      return UpdateControl.<R>noUpdate().rescheduleAfter(failed(record, Failure.of(e)));
    } catch (KubernetesClientException e) {
      return UpdateControl.<R>noUpdate().rescheduleAfter(failed(record, Failure.of(e)));
    }
  }

  /// Says what lasts. What cannot even be said, as the API does not take it, is said later.
  private Duration failed(R record, Failure failure) {
    tally.looked(record.record(), Tally.Look.Failed);
    Retries.Next next = retries.failed(record.record(), failure);
    String message = next.message();
    if (message != null) {
      try {
        say(record, Findings.of(Compliance.Pending, Findings.Reason.Failing, message));
      } catch (KubernetesClientException e) {
        LOG.debugf("status=not-written record=%s reason=\"%s\"", record.record(), Faults.reason(e));
      }
    }
    return next.pause();
  }

  /// @return when to look again although nothing happens; null when that is not needed
  private @Nullable Duration look(R record, Context<R> context) {
    RecordSpec spec = record.getSpec();
    Configuration configuration = spec.configuration(record.record());
    return switch (spec.lifecycle()) {
      case Active -> {
        Findings findings = attendance.explain(record, convergence.bringAbout(configuration, type));
        tally.looked(configuration, findings);
        if (findings.reason() == Findings.Reason.Looking) {
          yield NOT_SEEN;
        }
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
        Findings left = convergence.cleanUp(record.record(), type).orElse(null);
        tally.looked(record.record(), left == null ? Tally.Look.Unchanged : Tally.Look.Waiting);
        if (left == null) {
          cleanedUp.accept(configuration.version());
          yield null;
        }
        if (left.reason() != Findings.Reason.Looking) {
          say(record, left);
        }
        yield again(left);
      }
      case Removed -> {
        // Marked, and the agent ended before the record was deleted.
        yield delete(record, context);
      }
    };
  }

  /// Deletes a record as it was seen: when the call arrives, the name may be the next record's.
  ///
  /// @return when to look again, as something else happened to it; null when it is deleted
  private @Nullable Duration delete(R record, Context<R> context) {
    try {
      var _ = context.getClient().resource(record).lockResourceVersion().delete();
      return null;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return NOT_SEEN;
    }
  }

  /// After a start, what is said before everything has been seen would be another thing in a
  /// moment.
  private boolean isPremature(Findings findings) {
    return findings.reason() == Findings.Reason.Applied
        && !findings.changed()
        && !flux.hasBeenSeen();
  }

  /// Whatever happens to objects that are watched leads to another look by itself.
  private static @Nullable Duration again(Findings findings) {
    return switch (findings.reason()) {
      case Applied -> findings.waits() ? WAITS : null;
      case FluxNotInstalled, FluxNotRunning, Invalid, ProtectedSettingsLost -> null;
      case Looking -> NOT_SEEN;
      case NameCollision, Refused -> BLOCKED;
      case Replacing, Removing, Unseen, Failing -> WAITS;
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
    return looks.get(
        record.record(),
        () ->
            isPast(record)
                ? DeleteControl.noFinalizerRemoval().rescheduleAfter(NOT_SEEN.toMillis())
                : cleanedUp(record, context));
  }

  private DeleteControl cleanedUp(R record, Context<R> context) {
    try {
      if (isRemoved(record)) {
        Findings left = convergence.cleanUp(record.record(), type).orElse(null);
        tally.looked(record.record(), left == null ? Tally.Look.Unchanged : Tally.Look.Waiting);
        if (left != null) {
          retries.worked(record.record());
          Duration again = Optional.ofNullable(again(left)).orElse(WAITS);
          return DeleteControl.noFinalizerRemoval().rescheduleAfter(again.toMillis());
        }
        forget(record.record());
      }
      return letGo(record, context);
    } catch (ObjectFaultException e) {
      return notYet(record, Failure.of(e));
    } catch (KubernetesClientException e) {
      return notYet(record, Failure.of(e));
    }
  }

  private static boolean isRemoved(ConfigRecord record) {
    return RecordStore.isOurs(record) && record.getSpec().lifecycle() == RecordSpec.Wanted.Removed;
  }

  private void forget(String record) {
    reports.forget(record);
    steadiness.forget(record);
    attendance.forget(record);
    statuses.forget(record);
    tally.forget(record);
  }

  /// The SDK is not asked to take the finalizer off: it takes it off whatever has the name by then,
  /// and is deaf to events under that name afterwards, until the record's spec changes.
  private DeleteControl letGo(R record, Context<R> context) {
    RecordFinalizer.takeOff(context.getClient(), record);
    retries.worked(record.record());
    return DeleteControl.noFinalizerRemoval();
  }

  /// The hub knows nothing of what is removed any more, so there is nobody to tell.
  private DeleteControl notYet(R record, Failure failure) {
    tally.looked(record.record(), Tally.Look.Failed);
    Duration again = retries.failed(record.record(), failure).pause();
    return DeleteControl.noFinalizerRemoval().rescheduleAfter(again.toMillis());
  }
}
