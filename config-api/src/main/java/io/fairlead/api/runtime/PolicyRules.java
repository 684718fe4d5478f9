package io.fairlead.api.runtime;

import io.fairlead.api.handler.DeploymentRules;
import io.fairlead.store.DeploymentCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Gives the store the rules that policies' configurations are held to.
@ApplicationScoped
class PolicyRules {
  @Produces
  @Singleton
  DeploymentCheck deployments() {
    return new DeploymentRules();
  }
}
