package io.fairlead.engine.topology;

import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.PolicyCompliance;
import java.time.Duration;

/// Told what the engine does, on the threads that do it: must be quick and thread-safe.
public interface EngineObserver {
  /// A cluster was evaluated.
  void evaluated(Duration took);

  /// The clusters of a task within the scopes concerned were evaluated anew; not when there are
  // none.
  void swept(Duration took);

  /// Something was asked of the store.
  void asked(Deployment.Action action);

  /// A verdict was given.
  void said(PolicyCompliance compliance);

  /// A verdict was taken back.
  void tookBack();

  /// An evaluation failed, or what it came to could not be sent.
  void failed();
}
