package io.fairlead.agent.control;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.agent.cluster.Applier;
import io.fairlead.agent.cluster.Definitions;
import io.fairlead.agent.cluster.FluxInCluster;
import io.fairlead.agent.cluster.Labels;
import io.fairlead.agent.cluster.ManagedObjects;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.SshKeyPair;
import io.fairlead.agent.record.ConfigRecord;
import io.fairlead.agent.record.FluxConfig;
import io.fairlead.agent.record.GitConfig;
import io.fairlead.agent.record.RecordFinalizer;
import io.fairlead.agent.record.RecordKeeper;
import io.fairlead.agent.record.RecordStore;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ConfigurationVersion;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// Everything that makes the cluster match its records. Runs from [#start] to [#close], connected
/// or not. Thread-safe.
public final class Controllers implements AutoCloseable {
  private static final int LOOKS_AT_A_TIME = 8;
  private static final Duration KEEPER_LOOKS = Duration.ofSeconds(1);
  private static final long PAGE = 250;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  /// What they need to know.
  ///
  /// @param namespace where the records are
  /// @param cleanUpLimit how long the finalizer of one object is waited for
  /// @param flux the type of `fluxConfigurations`
  /// @param operator the type of `sourceControlConfigurations`
  /// @param keys makes a pair of SSH keys with that comment
  public record Settings(
      String namespace,
      Duration cleanUpLimit,
      ConfigurationType flux,
      ConfigurationType operator,
      Function<String, SshKeyPair> keys) {}

  /// Where they say what they found. Neither waits.
  ///
  /// @param reports takes statuses
  /// @param cleanedUp takes configurations of which nothing is left
  public record Hub(
      Consumer<ConfigurationStatus> reports, Consumer<ConfigurationVersion> cleanedUp) {}

  private final RecordEvents<FluxConfig> fluxEvents;
  private final RecordEvents<GitConfig> gitEvents;
  private final ManagedObjects objects;
  private final FluxInCluster flux;
  private final StatusReports reports;
  private final RecordKeeper keeper;
  private final Tally tally = new Tally(System::nanoTime);
  private final Operator operator;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("controllers-timer").daemon().factory());

  /// Starts nothing yet.
  ///
  /// @param client outlives this
  public Controllers(
      Settings settings, KubernetesClient client, RecordStore store, Hub hub, Clock clock) {
    fluxEvents = new RecordEvents<>(settings.namespace());
    gitEvents = new RecordEvents<>(settings.namespace());
    flux = new FluxInCluster(client, this::appliedBy, this::lookAtAll);
    objects = new ManagedObjects(client, this::changed, this::kindsChanged, System::nanoTime);
    reports =
        new StatusReports(
            status -> {
              tally.reported();
              hub.reports().accept(status);
            });
    keeper = new RecordKeeper(store, this::record);
    Applier applier = new Applier(client, objects);
    Convergence convergence =
        new Convergence(
            objects,
            applier,
            new ClusterSecrets(objects, applier, settings.namespace(), settings.keys()),
            new Removal(
                object -> {
                  applier.remove(object);
                  tally.removed(object.ref().kind());
                },
                applier::abandon,
                settings.cleanUpLimit(),
                System::nanoTime),
            new Definitions(client),
            flux,
            tally);
    StatusWriter statuses = new StatusWriter(client, clock);
    operator =
        new Operator(
            to ->
                to.withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .checkingCRDAndValidateLocalModel(false)
                    .withStopOnInformerErrorDuringStartup(false)
                    .withReconciliationTerminationTimeout(CLOSING)
                    .withExecutorService(
                        Executors.newFixedThreadPool(
                            LOOKS_AT_A_TIME, Thread.ofVirtual().name("look-", 1).factory())));
    register(
        new FluxController(
            new RecordReconciler<>(
                settings.flux(),
                convergence,
                flux,
                statuses,
                reports,
                hub.cleanedUp(),
                tally,
                fluxEvents)),
        settings.namespace());
    register(
        new GitController(
            new RecordReconciler<>(
                settings.operator(),
                convergence,
                flux,
                statuses,
                reports,
                hub.cleanedUp(),
                tally,
                gitEvents)),
        settings.namespace());
  }

  private <R extends ConfigRecord> void register(Reconciler<R> controller, String namespace) {
    var _ =
        operator.register(
            controller,
            to ->
                to.settingNamespace(namespace)
                    .withFinalizer(RecordFinalizer.NAME)
                    .withInformerListLimit(PAGE)
                    .withRetry(
                        new GenericRetry()
                            .setInitialInterval(FIRST_RETRY.toMillis())
                            .setMaxInterval(LONGEST_RETRY.toMillis())
                            .withoutMaxAttempts()));
  }

  /// Begins. The records' kinds have to be there; nothing else has.
  public void start() {
    objects.start(timer);
    flux.start(timer);
    operator.start();
    keepOneTimerThread();
    var _ =
        timer.scheduleWithFixedDelay(
            keeper::look, KEEPER_LOOKS.toMillis(), KEEPER_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// What they have done so far.
  public Tally tally() {
    return tally;
  }

  /// The operator's timer has no thread of its own: one comes and waits 10 ms at a time, a hundred
  /// times a second, for what is due in hours. That alone would be half of what the agent may use.
  private void keepOneTimerThread() {
    if (operator.getConfigurationService().getExecutorServiceManager().scheduledExecutorService()
        instanceof ScheduledThreadPoolExecutor operatorTimer) {
      operatorTimer.setCorePoolSize(1);
    }
  }

  /// All statuses are to be reported once more.
  public void reportAgain() {
    reports.forget();
    lookAtAll();
  }

  /// What cannot be seen of the cluster, and has not been for long: a sentence for people on each
  /// kind, by its name, or on the whole API.
  public Map<String, String> unseen() {
    return objects.barred();
  }

  private void changed(String record) {
    fluxEvents.changed(record);
    gitEvents.changed(record);
  }

  /// Something changed that a Kustomization applied, which may be one of the agent's.
  private void appliedBy(ObjectRef kustomization) {
    objects
        .find(kustomization)
        .map(object -> object.label(Labels.CONFIGURATION))
        .ifPresent(this::changed);
  }

  private void kindsChanged() {
    flux.kindsChanged();
    lookAtAll();
  }

  private void lookAtAll() {
    fluxEvents.all();
    gitEvents.all();
  }

  private Optional<? extends ConfigRecord> record(String name) {
    Optional<FluxConfig> flux = fluxEvents.record(name);
    return flux.isPresent() ? flux : gitEvents.record(name);
  }

  @Override
  public void close() {
    flux.close();
    timer.shutdownNow();
    operator.stop();
    objects.close();
  }
}
