package io.fairlead.engine.topology;

import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyCompliance;
import java.time.Duration;

/// Where nobody looks.
final class Unobserved implements EngineObserver {
  @Override
  public void evaluated(Duration took) {}

  @Override
  public void swept(Duration took) {}

  @Override
  public void asked(Deployment.Action action) {}

  @Override
  public void said(PolicyCompliance compliance) {}

  @Override
  public void tookBack() {}

  @Override
  public void failed() {}
}
