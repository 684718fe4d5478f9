package io.fairlead.store.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.store.DeploymentCheck.Outcome;
import io.fairlead.store.ingest.PlannedDeployment.Failure;
import io.fairlead.store.ingest.PlannedDeployment.Plan;
import io.fairlead.store.secret.Secret;
import io.fairlead.store.secret.SecretProvider.Answer;
import io.fairlead.store.secret.SecretReference;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out what comes of deployments, before the database is asked: whether the API's rules
/// accept them and their secrets can be had. Within a batch each secret is looked for once, and
/// equal properties are checked once. Blocks. Thread-safe.
///
/// @param support the rules and the secrets
record DeploymentPlanner(DeploymentSupport support) {
  private static final Logger LOGGER = System.getLogger(DeploymentPlanner.class.getName());
  private static final String PROTECTED = "/configurationProtectedSettings/";

  List<PlannedDeployment> plan(List<Deployment> deployments) {
    Batch batch = new Batch(new HashMap<>(), new HashMap<>());
    return deployments.stream()
        .map(deployment -> new PlannedDeployment(deployment, plan(deployment, batch)))
        .toList();
  }

  /// What is known already within a batch.
  private record Batch(Map<SecretReference, Answer> secrets, Map<Checked, Outcome> checked) {}

  /// On what the outcome of a check depends.
  private record Checked(String type, String name, JsonNode properties, List<SecretPlace> places) {}

  private Plan plan(Deployment deployment, Batch batch) {
    return switch (deployment.action()) {
      case Action.Withdraw() -> new Plan.Withdraw();
      case Action.Write write -> {
        try {
          yield plan(deployment, write, batch);
        } catch (RuntimeException e) {
          // A fault of ours must not hold up what other policies want.
          LOGGER.log(Level.ERROR, "event=deployment-not-checked", e);
          yield refused(
              write,
              Reason.DeploymentFailed,
              "The store failed to check it: %s.".formatted(e.getClass().getSimpleName()));
        }
      }
    };
  }

  private Plan plan(Deployment deployment, Action.Write write, Batch batch) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    for (SecretPlace place : write.secrets()) {
      if (!place.pointer().startsWith(PROTECTED)) {
        return refused(
            write,
            Reason.DeploymentFailed,
            "A secret belongs into 'configurationProtectedSettings' only, not at '%s'."
                .formatted(place.pointer()));
      }
      SecretReference reference =
          new SecretReference(place.vault(), place.secret(), place.version());
      switch (batch.secrets().computeIfAbsent(reference, support.secrets()::find)) {
        case Answer.Found(var secret) -> secrets.put(place.pointer(), secret);
        case Answer.Missing(String why) -> {
          return refused(
              write,
              Reason.SecretUnavailable,
              "The %s cannot be had: %s.".formatted(reference, why));
        }
      }
    }
    ResourceId id = deployment.configuration();
    Outcome outcome =
        batch
            .checked()
            .computeIfAbsent(
                new Checked(id.type(), id.name(), write.properties(), write.secrets()),
                _ -> support.check().check(id, write.properties(), secrets));
    return switch (outcome) {
      case Outcome.Refused(String problem) -> refused(write, Reason.DeploymentFailed, problem);
      case Outcome.Accepted(ObjectNode properties) ->
          new Plan.Write(
              PlannedDeployment.manager(deployment.basis(), write),
              properties,
              handOver(id, secrets).orElse(null));
    };
  }

  private static Plan refused(Action.Write write, Reason reason, String message) {
    return new Plan.Refuse(write.digest(), new Failure(reason, message));
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
