package io.fairlead.policy.language;

import io.fairlead.policy.language.content.Content;
import io.fairlead.policy.language.definition.Scope;
import io.fairlead.policy.language.rule.Check;
import io.fairlead.policy.language.rule.Rule;
import io.fairlead.policy.language.template.Deployment;
import org.jspecify.annotations.Nullable;

/// [io.fairlead.policy.language.definition.Details] with parameters put in.
record BoundDetails(
    String type,
    @Nullable Content name,
    @Nullable Content kind,
    @Nullable Content resourceGroupName,
    Scope existenceScope,
    String evaluationDelay,
    @Nullable Rule existence,
    @Nullable Check existenceCheck,
    Scope deploymentScope,
    @Nullable Deployment deployment) {}
