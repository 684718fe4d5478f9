package io.fairlead.contract.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a policy wants done to a configuration. Whoever takes it does nothing when the basis is no
/// longer true: a newer decision follows then. Taking it again changes nothing.
///
/// @param configuration the configuration
/// @param basis what it was decided on
/// @param action what to do
public record Deployment(ResourceId configuration, Basis basis, Action action) {
  /// What a decision was made on.
  ///
  /// @param epoch the store's epoch of that knowledge
  /// @param clusterUid the cluster's incarnation
  /// @param clusterGeneration the cluster's generation
  /// @param assignment the assignment
  /// @param assignmentUid its incarnation
  /// @param assignmentGeneration its generation; 0 when that incarnation is gone
  /// @param reference the definition's name within an initiative; empty outside one
  /// @param decidedAt by the hub's clock
  public record Basis(
      long epoch,
      UUID clusterUid,
      long clusterGeneration,
      PolicyId assignment,
      UUID assignmentUid,
      long assignmentGeneration,
      String reference,
      Instant decidedAt) {
    /// The same with [Instant#EPOCH] for the time of the decision: equal for decisions on the same,
    /// whenever they were made.
    public Basis undated() {
      return new Basis(
          epoch,
          clusterUid,
          clusterGeneration,
          assignment,
          assignmentUid,
          assignmentGeneration,
          reference,
          Instant.EPOCH);
    }
  }

  /// The same with its properties sealed, or opened; of what has none the same.
  public Deployment withProperties(UnaryOperator<JsonNode> change) {
    return switch (action) {
      case Action.Write(String digest, OnUnassign onUnassign, JsonNode properties, var secrets) ->
          new Deployment(
              configuration,
              basis,
              new Action.Write(digest, onUnassign, change.apply(properties), secrets));
      case Action.Withdraw() -> this;
    };
  }

  /// What to do.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Action.Write.class, name = "write"),
    @JsonSubTypes.Type(value = Action.Withdraw.class, name = "withdraw")
  })
  public sealed interface Action {
    /// Makes the configuration this, whatever it was, and the policy's.
    ///
    /// @param digest equal for equal properties, secrets and consequences of unassigning: a SHA-256
    /// in lower-case hexadecimal
    /// @param onUnassign what becomes of it where the policy no longer applies
    /// @param properties as the policy gives them: neither validated nor with defaults; secrets are
    ///     left out. On the topic a text: sealed, in base64
    /// @param secrets which secret belongs where
    record Write(
        String digest, OnUnassign onUnassign, JsonNode properties, List<SecretPlace> secrets)
        implements Action {
      public Write {
        secrets = List.copyOf(secrets);
      }
    }

    /// Deletes the configuration if it is still managed by this incarnation of the assignment.
    record Withdraw() implements Action {}
  }

  /// Where a secret belongs. Never the secret itself.
  ///
  /// @param pointer a JSON pointer into the properties, such as
  ///     `/configurationProtectedSettings/httpsKey`
  /// @param vault the last segment of the Key Vault's id
  /// @param secret its name in there
  /// @param version null for the newest
  public record SecretPlace(
      String pointer, String vault, String secret, @Nullable String version) {}
}
