package io.fairlead.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.secret.Secret;
import java.util.Map;
import java.util.Optional;

/// What the API's rules say of a configuration that a policy wants: the same as of one that a user
/// puts. Computes only, and depends on nothing but its arguments. Thread-safe.
public interface DeploymentCheck {
  /// Checks properties as a policy gives them.
  ///
  /// @param configuration its type and its name matter, not its cluster
  /// @param properties without secrets
  /// @param secrets by JSON pointer into the properties
  Outcome check(ResourceId configuration, JsonNode properties, Map<String, Secret> secrets);

  /// What forbids to change a configuration that exists.
  ///
  /// @param stored its properties now
  /// @param accepted as [Outcome.Accepted] has them
  /// @return one sentence for people; empty when it can be changed
  Optional<String> changeProblem(ResourceId configuration, ObjectNode stored, ObjectNode accepted);

  /// What became of a check.
  sealed interface Outcome {
    /// They can be stored.
    ///
    /// @param properties with defaults, without secrets
    record Accepted(ObjectNode properties) implements Outcome {}

    /// They break rules.
    ///
    /// @param problem which property, what is wrong with it and what is allowed; never a secret
    record Refused(String problem) implements Outcome {}
  }
}
