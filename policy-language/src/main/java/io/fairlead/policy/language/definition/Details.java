package io.fairlead.policy.language.definition;

import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.rule.Rule;
import io.fairlead.policy.language.template.Deployment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an effect that asks for related resources says of them, as written.
///
/// @param type of the related resources
/// @param name of the one related resource; null for any
/// @param kind of the related resources; null for any
/// @param resourceGroupName where they are; null for the resource's own group
/// @param existenceScope where they are looked for
/// @param evaluationDelay as written; the engine here waits for nothing
/// @param roleDefinitionIds what the deployment may do in Azure; of no effect here
/// @param existenceCondition what one of them must satisfy; null for nothing
/// @param deploymentScope where the deployment goes
/// @param deployment null when there is none
public record Details(
    Content type,
    @Nullable Content name,
    @Nullable Content kind,
    @Nullable Content resourceGroupName,
    Scope existenceScope,
    String evaluationDelay,
    List<String> roleDefinitionIds,
    @Nullable Rule existenceCondition,
    Scope deploymentScope,
    @Nullable Deployment deployment) {
  public Details {
    roleDefinitionIds = List.copyOf(roleDefinitionIds);
  }
}
