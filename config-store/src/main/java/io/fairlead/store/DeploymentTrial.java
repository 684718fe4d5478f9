package io.fairlead.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.contract.protocol.ProtocolLimits;
import io.fairlead.store.DeploymentCheck.Outcome;
import io.fairlead.store.secret.Secret;
import io.fairlead.store.secret.SecretProvider;
import io.fairlead.store.secret.SecretProvider.Answer;
import io.fairlead.store.secret.SecretReference;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds out whether what policies want could be written: whether its secrets can be had, and the
/// API's rules accept it with them. Writes nothing. A fault while it finds out refuses what it was
/// about, and holds up nothing else. To be made anew for each batch and each preview: within one,
/// each secret is looked for once and equal properties are checked once, as far as 16 MiB of
/// secrets and 4 MiB of properties go. Blocks while it looks for secrets. For one thread.
public final class DeploymentTrial {
  /// What comes of one that would be new where there is no room for it.
  public static final Result.Refused NO_ROOM =
      new Result.Refused(
          Reason.DeploymentFailed,
          "The cluster has as many configurations as it may have: %d."
              .formatted(ProtocolLimits.MAX_CONFIGURATIONS));

  private static final Logger LOGGER = System.getLogger(DeploymentTrial.class.getName());
  private static final String PROTECTED = "/configurationProtectedSettings/";
  private static final long MOST_SECRETS = 16L * 1024 * 1024;
  private static final long MOST_PROPERTIES = 4L * 1024 * 1024;

  /// What an answer takes besides, more or less.
  private static final long OVERHEAD = 256;

  private final DeploymentCheck check;
  private final SecretProvider provider;
  private final BoundedMemory<SecretReference, Answer> secrets =
      new BoundedMemory<>((_, answer) -> size(answer), MOST_SECRETS);
  private final BoundedMemory<Checked, Outcome> checked =
      new BoundedMemory<>(
          (question, _) -> Json.write(question.properties()).length + OVERHEAD, MOST_PROPERTIES);

  private final Set<Class<?>> faults = new HashSet<>();

  /// @param check the API's rules
  /// @param provider where secrets are found
  public DeploymentTrial(DeploymentCheck check, SecretProvider provider) {
    this.check = check;
    this.provider = provider;
  }

  /// On what the outcome of a check depends.
  private record Checked(String type, String name, JsonNode properties, List<SecretPlace> places) {}

  /// What would come of it.
  public sealed interface Result {
    /// It can be written.
    ///
    /// @param properties with defaults, without secrets
    /// @param secrets by JSON pointer into the properties
    record Writable(ObjectNode properties, Map<String, Secret> secrets) implements Result {}

    /// It cannot.
    ///
    /// @param reason as the policy's state would have it: [Reason#SecretUnavailable] or
    ///     [Reason#DeploymentFailed]
    /// @param message what is wrong, a sentence for people; never anything of a secret
    record Refused(Reason reason, String message) implements Result {}
  }

  /// Tries it out.
  ///
  /// @param configuration its type and its name matter, not its cluster
  /// @param properties as the policy gives them, without secrets
  /// @param places which secret belongs where
  public Result of(ResourceId configuration, JsonNode properties, List<SecretPlace> places) {
    try {
      return tried(configuration, properties, places);
    } catch (RuntimeException e) {
      return new Result.Refused(Reason.DeploymentFailed, fault(e));
    }
  }

  private Result tried(ResourceId configuration, JsonNode properties, List<SecretPlace> places) {
    Map<String, Secret> found = new LinkedHashMap<>();
    for (SecretPlace place : places) {
      if (!place.pointer().startsWith(PROTECTED)) {
        return new Result.Refused(
            Reason.DeploymentFailed,
            "A secret belongs into 'configurationProtectedSettings' only, not at '%s'."
                .formatted(place.pointer()));
      }
      SecretReference reference =
          new SecretReference(place.vault(), place.secret(), place.version());
      switch (secrets.get(reference, () -> provider.find(reference))) {
        case Answer.Found(var secret) -> found.put(place.pointer(), secret);
        case Answer.Missing(String why) -> {
          return new Result.Refused(
              Reason.SecretUnavailable, "The %s cannot be had: %s.".formatted(reference, why));
        }
      }
    }
    Outcome outcome =
        checked.get(
            new Checked(configuration.type(), configuration.name(), properties, places),
            () -> check.check(configuration, properties, found));
    return switch (outcome) {
      case Outcome.Refused(String problem) -> new Result.Refused(Reason.DeploymentFailed, problem);
      case Outcome.Accepted(ObjectNode accepted) -> new Result.Writable(accepted, found);
    };
  }

  /// What forbids to change a configuration that exists.
  ///
  /// @param stored its properties now
  /// @param accepted as [Result.Writable] has them
  /// @return one sentence for people; empty when it can be changed
  public Optional<String> changeProblem(
      ResourceId configuration, ObjectNode stored, ObjectNode accepted) {
    try {
      return check.changeProblem(configuration, stored, accepted);
    } catch (RuntimeException e) {
      return Optional.of(fault(e));
    }
  }

  /// Only the class is told, once: the message may have something of a secret, and most clusters
  /// get the same.
  private String fault(RuntimeException e) {
    if (faults.add(e.getClass())) {
      LOGGER.log(Level.ERROR, "event=deployment-not-checked error={0}", e.getClass().getName());
    }
    return "The store failed to check it: %s.".formatted(e.getClass().getSimpleName());
  }

  private static long size(Answer answer) {
    return OVERHEAD
        + switch (answer) {
          case Answer.Found(var secret) -> secret.value().length();
          case Answer.Missing(String why) -> why.length();
        };
  }
}
