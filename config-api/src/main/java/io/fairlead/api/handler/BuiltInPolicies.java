package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.contract.id.PolicyType;
import io.smallrye.mutiny.Uni;

/// Azure's built-in definitions or initiatives: there are none here. Each can be put into a
/// subscription as it is published.
///
/// @param type definitions or initiatives
public record BuiltInPolicies(PolicyType type) {
  /// `GET` of the list: empty.
  public Uni<Answer> list(ArmRequest request) {
    PolicyFilter.of(type, request.query());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("value");
    return Uni.createFrom().item(Answer.of(200, body));
  }

  /// `GET` of one: 404.
  public Uni<Answer> get(ArmRequest request) {
    return Uni.createFrom().failure(NotFound.policy(type, request.parameter("policyName")));
  }
}
