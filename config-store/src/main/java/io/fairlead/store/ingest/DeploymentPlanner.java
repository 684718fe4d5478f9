package io.fairlead.store.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.contract.secret.ProtectedSetting;
import io.fairlead.store.DeploymentTrial;
import io.fairlead.store.DeploymentTrial.Result;
import io.fairlead.store.ingest.PlannedDeployment.Failure;
import io.fairlead.store.ingest.PlannedDeployment.Plan;
import io.fairlead.store.secret.Secret;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out what comes of deployments, before the database is asked: whether the API's rules
/// accept them and their secrets can be had. Blocks. Thread-safe.
///
/// @param support the rules and the secrets
record DeploymentPlanner(DeploymentSupport support) {
  private static final Logger LOGGER = System.getLogger(DeploymentPlanner.class.getName());

  List<PlannedDeployment> plan(List<Deployment> deployments) {
    var trial = new DeploymentTrial(support.check(), support.secrets());
    return deployments.stream()
        .map(deployment -> new PlannedDeployment(deployment, plan(deployment, trial)))
        .toList();
  }

  private Plan plan(Deployment deployment, DeploymentTrial trial) {
    return switch (deployment.action()) {
      case Action.Withdraw() -> new Plan.Withdraw();
      case Action.Write write -> plan(deployment, write, trial);
    };
  }

  private Plan plan(Deployment deployment, Action.Write write, DeploymentTrial trial) {
    ResourceId id = deployment.configuration();
    return switch (trial.of(id, write.properties(), write.secrets())) {
      case Result.Refused(Reason reason, String message) -> refused(write, reason, message);
      case Result.Writable(ObjectNode properties, var secrets) -> {
        try {
          Optional<Failure> missing = handOver(id, secrets);
          yield new Plan.Write(
              PlannedDeployment.manager(deployment.basis(), write),
              properties,
              missing.orElse(null),
              missing.isPresent() ? Map.of() : settings(secrets));
        } catch (RuntimeException e) {
          // A fault of ours must not hold up what other policies want. Its message may have
          // something of a secret.
          LOGGER.log(
              Level.ERROR, "event=secrets-not-handed-over error={0}", e.getClass().getName());
          yield refused(
              write,
              Reason.DeploymentFailed,
              "The store failed to hand its secrets over: %s."
                  .formatted(e.getClass().getSimpleName()));
        }
      }
    };
  }

  private static Plan refused(Action.Write write, Reason reason, String message) {
    return new Plan.Refuse(write.digest(), new Failure(reason, message));
  }

  private static Map<ProtectedSetting, Secret> settings(Map<String, Secret> secrets) {
    Map<ProtectedSetting, Secret> settings = new EnumMap<>(ProtectedSetting.class);
    secrets.forEach(
        (pointer, secret) ->
            ProtectedSetting.ofPointer(pointer)
                .ifPresent(setting -> settings.put(setting, secret)));
    return settings;
  }

  private Optional<Failure> handOver(ResourceId id, Map<String, Secret> secrets) {
    return secrets.isEmpty()
        ? Optional.empty()
        : support
            .handover()
            .hand(id, secrets)
            .map(why -> new Failure(Reason.SecretUnavailable, why));
  }
}
