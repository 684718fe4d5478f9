package io.fairlead.agent.control;

import io.fairlead.agent.record.GitConfig;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/// The controller of the records of `sourceControlConfigurations`. Which records it is for
/// has to stand in its class; what it does is the same for both kinds: [RecordReconciler].
@ControllerConfiguration(name = "gitconfigs")
final class GitController implements Reconciler<GitConfig>, Cleaner<GitConfig> {
  private final RecordReconciler<GitConfig> reconciler;

  GitController(RecordReconciler<GitConfig> reconciler) {
    this.reconciler = reconciler;
  }

  @Override
  public List<EventSource<?, GitConfig>> prepareEventSources(
      EventSourceContext<GitConfig> context) {
    return reconciler.prepareEventSources(context);
  }

  @Override
  public UpdateControl<GitConfig> reconcile(GitConfig record, Context<GitConfig> context) {
    return reconciler.reconcile(record, context);
  }

  @Override
  public DeleteControl cleanup(GitConfig record, Context<GitConfig> context) {
    return reconciler.cleanup(record, context);
  }
}
