/// Deployments: the ARM template of a `deployIfNotExists` and what comes out of it.
/// [io.fairlead.policy.language.template.Deployment] and
/// [io.fairlead.policy.language.template.Template] are what
/// [io.fairlead.policy.language.template.DeploymentParser] reads;
/// [io.fairlead.policy.language.template.DeploymentPlanner] makes
/// [io.fairlead.policy.language.template.DeployedResource]s of it, asking a
/// [io.fairlead.policy.language.template.TemplateRun] for parameters and variables. A secret is
/// never seen here, only the [io.fairlead.policy.language.template.SecretReference] that says
/// where it lies.
@NullMarked
package io.fairlead.policy.language.template;

import org.jspecify.annotations.NullMarked;
