package io.fairlead.agent.cluster;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// What [NeedsRealApiServer] does.
final class RealApiServerCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    int needed =
        AnnotationSupport.findAnnotation(context.getElement(), NeedsRealApiServer.class)
            .map(NeedsRealApiServer::servers)
            .orElse(0);
    Optional<String> missing =
        Arrays.stream(NamedServer.values())
            .limit(needed)
            .filter(server -> server.kubeconfig().isEmpty())
            .map(NamedServer::variable)
            .findFirst();
    return missing
        .map(variable -> ConditionEvaluationResult.disabled(reason(variable)))
        .orElseGet(() -> ConditionEvaluationResult.enabled("the API servers needed are named"));
  }

  private static String reason(String variable) {
    return "needs a real Kubernetes API server: set " + variable + " to the path of its kubeconfig";
  }
}
