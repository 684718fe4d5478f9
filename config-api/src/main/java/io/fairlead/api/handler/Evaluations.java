package io.fairlead.api.handler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.request.Answer;
import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.PercentEncoding;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.UUID;

/// `POST …/policyStates/latest/triggerEvaluation`. Policies are evaluated all the time, with every
/// change; there is nothing to trigger, and no scan that ends, as Azure's does. The policy engine
/// tells of states that changed, not of what it has looked at. So what was asked for is done when
/// it is asked for: whoever waits for it learns that it was understood, and nothing of how far the
/// evaluation of the latest changes has come.
///
/// @param scope what the path names
public record Evaluations(PolicyStateScope scope) {
  /// `POST`: where to ask for the end.
  public Uni<Answer> trigger(ArmRequest request) {
    var of = scope.of().apply(request);
    return scope
        .require(of)
        .map(
            _ -> {
              String path = request.path();
              String url =
                  request.link(
                      path.substring(0, PolicyStateQueries.typeAt(path))
                          + "/asyncOperationResults/"
                          + UUID.randomUUID());
              return Answer.empty(202)
                  .with(Map.of("Location", url, "Azure-AsyncOperation", url, "Retry-After", "1"));
            });
  }

  /// `GET` of that: it has ended.
  public Uni<Answer> result(ArmRequest request) {
    String name = request.parameter("operationId");
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", PercentEncoding.decode(request.path()).orElse(request.path()))
            .put("name", name)
            .put("status", "Succeeded");
    body.putObject("properties");
    return Uni.createFrom().item(Answer.of(200, body));
  }
}
