package io.fairlead.local.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.embedded.StartException;
import io.fairlead.local.Progress;
import io.fairlead.local.registration.ClusterRegistration;
import io.fairlead.local.registration.Registration;
import io.fairlead.session.identity.AgentIdentity;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Gives a real cluster its key and makes it known to the hub. Doing it again changes nothing.
///
/// @param api the API's root
/// @param tokenFile the API's bearer token
/// @param progress told what was done
public record Enrolment(URI api, Path tokenFile, Progress progress) {
  /// Enrols a cluster.
  ///
  /// @param keyFile where the cluster's key is written, for its owner alone
  /// @return whether the hub did not know the cluster with its key yet
  /// @throws StartException when the cluster or the hub does not answer, or refuses
  /// @throws InterruptedException when told to stop waiting
  public boolean enrol(AgentTarget target, Path keyFile) throws InterruptedException {
    AgentIdentity identity = keep(target, keyFile);
    String key = identity.registration().orElseThrow();
    try (var registration = new ClusterRegistration(api, tokenFile)) {
      boolean changed =
          registration.register(
              new Registration(
                  target.cluster(), key, target.location(), Map.of(), target.replacesKey()));
      progress.say(
          (changed ? "registered " : "already registered with that key: ") + target.cluster());
      return changed;
    }
  }

  private AgentIdentity keep(AgentTarget target, Path keyFile) {
    try (KubernetesClient client = ClusterAccess.open(target.kubeconfig())) {
      var secret = new KeySecret(client, target.namespace());
      KeySecret.Kept kept = secret.keep(target.cluster(), keyFile);
      progress.say(
          (kept.made() ? "made the cluster's key: " : "kept the cluster's key: ") + secret);
      return kept.identity();
    } catch (KubernetesClientException e) {
      throw new StartException("--kubeconfig " + target.kubeconfig() + ": " + reason(e), e);
    }
  }

  /// One line for a person.
  private static String reason(KubernetesClientException e) {
    String said =
        Optional.ofNullable(e.getStatus())
            .map(status -> status.getMessage())
            .or(() -> Optional.ofNullable(e.getCause()).map(Throwable::toString))
            .orElse(String.valueOf(e.getMessage()));
    return "the cluster refuses or does not answer: " + said.lines().findFirst().orElse("");
  }
}
