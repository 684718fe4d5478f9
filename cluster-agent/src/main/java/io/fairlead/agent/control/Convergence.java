package io.fairlead.agent.control;

import io.fairlead.agent.cluster.Applier;
import io.fairlead.agent.cluster.Definitions;
import io.fairlead.agent.cluster.FluxInCluster;
import io.fairlead.agent.cluster.Labels;
import io.fairlead.agent.cluster.ManagedObjects;
import io.fairlead.agent.cluster.Outcome;
import io.fairlead.agent.cluster.Sight;
import io.fairlead.agent.control.Findings.Reason;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import io.fairlead.agent.object.SshKeyPair;
import io.fairlead.agent.object.Verdict;
import io.fairlead.agent.ssh.PublicKeys;
import io.fairlead.contract.event.Compliance;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One look at one configuration: compares all of its objects with what they have to be, and brings
/// them there. Never asks what happened, so whatever was missed is made good by the next look.
///
/// Thread-safe, for one look at a configuration at a time. What the cluster cannot do now is thrown
/// as an `ObjectFaultException`, or a `KubernetesClientException` where it is about no object.
final class Convergence {
  private final ManagedObjects objects;
  private final Applier applier;
  private final ClusterSecrets secrets;
  private final Removal removal;
  private final Definitions definitions;
  private final FluxInCluster flux;
  private final Tally tally;

  Convergence(
      ManagedObjects objects,
      Applier applier,
      ClusterSecrets secrets,
      Removal removal,
      Definitions definitions,
      FluxInCluster flux,
      Tally tally) {
    this.objects = objects;
    this.applier = applier;
    this.secrets = secrets;
    this.removal = removal;
    this.definitions = definitions;
    this.flux = flux;
    this.tally = tally;
  }

  /// Brings a configuration that is wanted about.
  Findings bringAbout(Configuration configuration, ConfigurationType type) {
    // Kinds that it does not need may be out of sight for long; in the beginning all are awaited.
    if (objects.sight(type.kinds()) instanceof Sight.Pending) {
      return looking();
    }
    Optional<Findings> unseen = unseen(Set.of(ManagedKind.Secret));
    if (unseen.isPresent()) {
      return unseen.get();
    }
    Optional<String> leaving =
        leave(objects.former(configuration.record(), configuration.version().uid()), type);
    if (leaving.isPresent()) {
      return Findings.of(
          Compliance.Pending,
          Reason.Replacing,
          "the configuration was deleted and created again: " + leaving.get());
    }
    try {
      Inputs inputs = secrets.of(configuration, type);
      Findings findings = bringAbout(configuration, type, inputs);
      return findings.withKey(publicKey(inputs));
    } catch (SettingsLostException e) {
      return Findings.of(
          Compliance.NonCompliant, Reason.ProtectedSettingsLost, String.valueOf(e.getMessage()));
    } catch (InvalidConfigurationException e) {
      return Findings.of(Compliance.NonCompliant, Reason.Invalid, String.valueOf(e.getMessage()));
    }
  }

  private Findings bringAbout(Configuration configuration, ConfigurationType type, Inputs inputs) {
    List<DesiredObject> desired = type.objects(configuration, inputs);
    Set<ManagedKind> unserved = unserved(desired);
    if (!unserved.isEmpty()) {
      return Findings.of(
          Compliance.Pending,
          Reason.FluxNotInstalled,
          "FluxNotInstalled: the cluster does not serve " + unserved + "; they are waited for");
    }
    Optional<Findings> unseen =
        unseen(desired.stream().map(object -> object.ref().kind()).collect(Collectors.toSet()));
    if (unseen.isPresent()) {
      return unseen.get();
    }
    definitions.bring(type.definitions(configuration));
    boolean changed = false;
    for (DesiredObject object : desired) {
      switch (applier.bring(object, Labels.of(configuration))) {
        case Outcome.Unchanged() -> {}
        case Outcome.Changed() -> {
          changed = true;
          tally.changed(configuration, object.ref().kind());
        }
        case Outcome.InTheWay() -> {
          return Findings.of(
              Compliance.Pending,
              Reason.Replacing,
              "waiting for the former " + object.ref() + " to be gone");
        }
        case Outcome.Taken(String message) -> {
          return Findings.of(
              Compliance.NonCompliant, Reason.NameCollision, "NameCollision: " + message);
        }
        case Outcome.Refused(String message) -> {
          return Findings.of(Compliance.NonCompliant, Reason.Refused, message);
        }
      }
    }
    Map<ObjectRef, ObservedObject> observed = observed(configuration);
    Set<ObjectRef> wanted = desired.stream().map(DesiredObject::ref).collect(Collectors.toSet());
    Optional<String> leaving =
        leave(
            observed.values().stream()
                .filter(object -> !wanted.contains(object.ref()))
                .filter(object -> !secrets.keeps(object, configuration))
                .toList(),
            type);
    Verdict verdict =
        type.verdict(
            configuration,
            desired.stream().map(DesiredObject::ref).toList(),
            observed.values(),
            flux.by(
                observed.values().stream()
                    .filter(object -> object.ref().kind() == ManagedKind.Kustomization)
                    .toList()));
    return new Findings(verdict, Reason.Applied, changed, leaving.isPresent(), null);
  }

  private static @Nullable String publicKey(Inputs inputs) {
    SshKeyPair made = inputs.key();
    String given = inputs.protectedSettings().get("sshPrivateKey");
    if (made != null) {
      return made.publicKey();
    }
    return given == null ? null : PublicKeys.of(given).orElse(null);
  }

  private Map<ObjectRef, ObservedObject> observed(Configuration configuration) {
    Map<ObjectRef, ObservedObject> observed = new LinkedHashMap<>();
    objects.of(configuration.record()).forEach(object -> observed.put(object.ref(), object));
    return observed;
  }

  private Set<ManagedKind> unserved(List<DesiredObject> desired) {
    return desired.stream()
        .map(object -> object.ref().kind())
        .filter(kind -> objects.version(kind).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Why nothing can be said or done about objects of these kinds; empty when something can.
  private Optional<Findings> unseen(Set<ManagedKind> kinds) {
    return switch (objects.sight(kinds)) {
      case Sight.Clear() -> Optional.empty();
      case Sight.Pending() -> Optional.of(looking());
      case Sight.Barred(String message) ->
          Optional.of(Findings.of(Compliance.Pending, Reason.Unseen, message));
    };
  }

  private static Findings looking() {
    return Findings.of(Compliance.Pending, Reason.Looking, "its objects are looked for");
  }

  /// Removes whatever a record's configurations, of whatever incarnation, have in the cluster.
  ///
  /// @return what is waited for; empty when nothing is left
  Optional<Findings> cleanUp(String record, ConfigurationType type) {
    secrets.forget(record);
    return unseen(type.kinds())
        .or(
            () ->
                removal
                    .step(objects.of(record))
                    .map(waiting -> Findings.of(Compliance.Pending, Reason.Removing, waiting)));
  }

  /// Removes what is unwanted of a configuration that is wanted. Only with everything in sight, as
  /// what is removed first may be what cannot be seen.
  private Optional<String> leave(Collection<ObservedObject> unwanted, ConfigurationType type) {
    if (unwanted.isEmpty()) {
      return Optional.empty();
    }
    return switch (objects.sight(type.kinds())) {
      case Sight.Clear() -> removal.step(unwanted);
      case Sight.Pending() -> Optional.of("its objects are looked for");
      case Sight.Barred(String message) -> Optional.of(message);
    };
  }
}
