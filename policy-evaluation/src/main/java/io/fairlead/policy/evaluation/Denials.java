package io.fairlead.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ResourceId;
import java.time.Instant;
import java.util.List;

/// Which policies refuse a request.
public final class Denials {
  private Denials() {}

  /// A request to create or change a resource.
  ///
  /// @param resource a cluster or a configuration; it need not exist
  /// @param body as the API would show the resource afterwards: `location`, `tags`, `properties`, …
  /// @param apiVersion of the request
  /// @param caller who made it: `idtyp`, `appid` and the like; an empty object when that is not
  ///     known
  public record Proposal(ResourceId resource, JsonNode body, String apiVersion, JsonNode caller) {}

  /// The policies with the effect `deny` that apply, are enforced (`enforcementMode` is `Default`),
  /// are not exempted from and whose rule matches, in the order of assignments' keys and of
  /// references. A policy that has no answer denies nothing; Azure denies then.
  ///
  /// @param now decides which exemptions are in force
  public static List<Denial> of(PolicySet policies, Proposal proposal, Instant now) {
    return List.of();
  }
}
