package io.fairlead.agent.record;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.cluster.Faults;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.DesiredStateStore;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.desired.StateChange;
import io.fairlead.session.desired.StoreException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps an agent's state in its cluster: one record for each configuration held, and one small
/// object for the rest.
///
/// A batch touches several objects, and Kubernetes changes one at a time. That is enough: each
/// record carries a whole state, so every subset of a batch is a state that the next session puts
/// right, and nothing is acknowledged before all of it is stored. What must change together (the
/// removal guard's doubt and what it holds back) is one object, written last, except that what is
/// no longer held back is let go first: a removal that nobody wants any more must not be carried
/// out after a crash.
///
/// Statuses are not stored here: the cluster itself is asked again after a restart. Only which
/// status the hub has is noted, so that it is not told twice.
///
/// Used by the session from one thread at a time; [#expected] from any.
public final class RecordStore implements DesiredStateStore, ExpectedRecords {
  private static final Logger LOG = Logger.getLogger(RecordStore.class);

  private static final long PAGE = 250;

  private final KubernetesClient client;
  private final String namespace;
  private final RecordWriter writer;
  private final MemoryObject memoryObject;
  private final Patience patience;
  private final ProtectedSecrets secrets;
  private final NameLocks locks = new NameLocks();
  private final Map<String, RecordSpec> expected = new ConcurrentHashMap<>();
  private final Map<String, String> reported = new ConcurrentHashMap<>();
  private final Map<String, RecordKind> dirty = new HashMap<>();
  private final Acknowledgements acknowledgements;
  private SessionMemory memory = SessionMemory.EMPTY;
  private @Nullable String fault;

  /// @param namespace where the records are
  /// @param patience how often and how long to try
  public RecordStore(KubernetesClient client, String namespace, Patience patience) {
    this.client = client;
    this.namespace = namespace;
    this.writer = new RecordWriter(client, namespace);
    this.memoryObject = new MemoryObject(client, namespace);
    this.patience = patience;
    this.secrets = new ProtectedSecrets(client, namespace, patience);
    this.acknowledgements = new Acknowledgements(writer, patience);
  }

  /// Where the protected settings of records are.
  public ProtectedSecrets protectedSecrets() {
    return secrets;
  }

  /// Waits for the cluster as long as it takes.
  @Override
  public void load(Consumer<StateChange> into) {
    patience.untilDone("load", () -> RecordDefinitions.install(client, namespace));
    Map<String, HeldConfiguration> held = patience.untilDone("load", this::readRecords);
    memory = patience.untilDone("load", memoryObject::read);
    into.accept(new StateChange.Adopt(memory.epoch()));
    held.values().forEach(configuration -> into.accept(new StateChange.Hold(configuration)));
    memory
        .asChanges(
            name -> Optional.ofNullable(held.get(name)).map(HeldConfiguration::id).orElse(null))
        .forEach(into);
  }

  private Map<String, HeldConfiguration> readRecords() {
    Map<String, HeldConfiguration> held = new LinkedHashMap<>();
    expected.clear();
    for (RecordKind kind : RecordKind.values()) {
      String next = null;
      do {
        var page =
            client
                .resources(kind.type())
                .inNamespace(namespace)
                .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
        page.getItems().forEach(record -> take(record, held));
        next = page.getMetadata().getContinue();
      } while (next != null && !next.isEmpty());
    }
    return held;
  }

  private void take(ConfigRecord record, Map<String, HeldConfiguration> held) {
    RecordSpec spec = record.getSpec();
    if (!isOurs(record)) {
      LOG.warnf(
          "record=damaged name=%s reason=\"its checksum does not fit\" effect=\"asked for again,"
              + " its objects stay\"",
          record.record());
    } else if (spec.lifecycle() != RecordSpec.Wanted.Removed) {
      expected.put(record.record(), spec);
      held.put(record.record(), spec.held());
    }
  }

  /// Whether a record says what the agent wrote, under the name that the agent gave it.
  public static boolean isOurs(ConfigRecord record) {
    RecordSpec spec = record.getSpec();
    return spec != null
        && spec.isIntact()
        && RecordNames.of(spec.version().id()).equals(record.record());
  }

  @Override
  public void append(List<StateChange> batch, Durability durability) {
    if (durability == Durability.PROCESS) {
      batch.forEach(this::note);
    }
    if (fault != null) {
      throw new StoreException("the state cannot be stored: " + fault);
    }
    Map<String, Optional<RecordSpec>> writes = writes(batch);
    SessionMemory next = memory.after(batch);
    if (writes.isEmpty() && next.equals(memory)) {
      return;
    }
    try {
      remember(memory.released(next));
      patience.all(writes.entrySet(), write -> write(write.getKey(), write.getValue()));
      remember(next);
    } catch (KubernetesClientException | StoreException e) {
      batch.forEach(this::touched);
      fault = reason(e);
      throw new StoreException("the state cannot be stored: " + fault, e);
    }
  }

  private void touched(StateChange change) {
    switch (change) {
      case StateChange.Hold(HeldConfiguration held) ->
          dirty.put(RecordNames.of(held.id()), RecordKind.of(held.id()));
      case StateChange.Drop(ResourceId id) -> dirty.put(RecordNames.of(id), RecordKind.of(id));
      case StateChange.CleanedUp(_),
          StateChange.Adopt(_),
          StateChange.Doubt(_, _, _),
          StateChange.Withhold(_),
          StateChange.Release(_),
          StateChange.Report(_),
          StateChange.ReportReceived(_),
          StateChange.ReportWithheld(_, _),
          StateChange.WithheldReceived() -> {}
    }
  }

  private static String reason(RuntimeException e) {
    return e instanceof KubernetesClientException fault
        ? Faults.reason(fault)
        : String.valueOf(e.getMessage());
  }

  /// The last word of a batch on each record; empty for one that goes.
  private Map<String, Optional<RecordSpec>> writes(List<StateChange> batch) {
    Map<String, Optional<RecordSpec>> writes = new LinkedHashMap<>();
    for (StateChange change : batch) {
      switch (change) {
        case StateChange.Hold(HeldConfiguration held) ->
            writes.put(RecordNames.of(held.id()), Optional.of(RecordSpec.of(held)));
        case StateChange.Drop(ResourceId id) -> writes.put(RecordNames.of(id), Optional.empty());
        case StateChange.CleanedUp(_),
            StateChange.Adopt(_),
            StateChange.Doubt(_, _, _),
            StateChange.Withhold(_),
            StateChange.Release(_),
            StateChange.Report(_),
            StateChange.ReportReceived(_),
            StateChange.ReportWithheld(_, _),
            StateChange.WithheldReceived() -> {}
      }
    }
    return writes;
  }

  private void note(StateChange change) {
    switch (change) {
      case StateChange.Report(var status) ->
          reported.put(RecordNames.of(status.observed().id()), StatusFingerprint.of(status));
      case StateChange.ReportReceived(ResourceId id) -> {
        String name = RecordNames.of(id);
        String fingerprint = reported.remove(name);
        if (fingerprint != null) {
          acknowledgements.note(id, fingerprint);
        }
      }
      case StateChange.Hold(_),
          StateChange.Drop(_),
          StateChange.CleanedUp(_),
          StateChange.Adopt(_),
          StateChange.Doubt(_, _, _),
          StateChange.Withhold(_),
          StateChange.Release(_),
          StateChange.ReportWithheld(_, _),
          StateChange.WithheldReceived() -> {}
    }
  }

  private void remember(SessionMemory next) {
    if (!next.equals(memory)) {
      patience.soon(() -> memoryObject.write(next));
      memory = next;
    }
  }

  private void write(String name, Optional<RecordSpec> next) {
    locks.with(
        name,
        () -> {
          RecordSpec former = expected.get(name);
          if (next.isPresent()) {
            secrets.store(name, next.get());
            writer.put(name, next.get());
            expected.put(name, next.get());
          } else if (former != null) {
            writer.remove(name, former);
            expected.remove(name);
          }
        });
  }

  /// Like [#write], where a write of which nobody knows whether it arrived may have left a record.
  private void rewrite(String name, RecordKind kind, Optional<RecordSpec> next) {
    if (next.isEmpty() && !expected.containsKey(name)) {
      locks.with(name, () -> writer.read(kind, name).ifPresent(left -> writer.remove(name, left)));
    } else {
      write(name, next);
    }
  }

  @Override
  public Optional<RecordSpec> expected(String name) {
    return Optional.ofNullable(expected.get(name));
  }

  @Override
  public Set<String> expectedNames() {
    return new TreeSet<>(expected.keySet());
  }

  @Override
  public boolean restore(String name) {
    AtomicBoolean written = new AtomicBoolean();
    locks.with(
        name,
        () -> {
          RecordSpec spec = expected.get(name);
          if (spec != null && !writer.says(name, spec)) {
            writer.put(name, spec);
            written.set(true);
          }
        });
    return written.get();
  }

  /// What an operator wrote to confirm removals that are held back.
  public Optional<String> takeConfirmation() {
    return memoryObject.takeConfirmation();
  }

  @Override
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public boolean worthCompacting() {
    return false;
  }

  /// Writes anew what a batch that failed may have touched.
  @Override
  public void compact(List<StateChange> whole) {
    Map<String, Optional<RecordSpec>> writes = writes(whole);
    SessionMemory next = SessionMemory.EMPTY.after(whole);
    try {
      patience.all(
          dirty.entrySet(),
          name ->
              rewrite(
                  name.getKey(),
                  name.getValue(),
                  writes.getOrDefault(name.getKey(), Optional.empty())));
      patience.soon(() -> memoryObject.write(next));
    } catch (KubernetesClientException e) {
      throw new StoreException("the state cannot be stored: " + Faults.reason(e), e);
    }
    memory = next;
    dirty.clear();
    fault = null;
  }

  /// Gives up whatever waits for the cluster.
  @Override
  public void close() {
    patience.close();
  }
}
