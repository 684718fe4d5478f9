package io.fairlead.agent.control;

import io.fairlead.agent.record.FluxConfig;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/// The controller of the records of `fluxConfigurations`. Which records it is for has to stand
/// in its class; what it does is the same for both kinds: [RecordReconciler].
@ControllerConfiguration(name = "fluxconfigs")
final class FluxController implements Reconciler<FluxConfig>, Cleaner<FluxConfig> {
  private final RecordReconciler<FluxConfig> reconciler;

  FluxController(RecordReconciler<FluxConfig> reconciler) {
    this.reconciler = reconciler;
  }

  @Override
  public List<EventSource<?, FluxConfig>> prepareEventSources(
      EventSourceContext<FluxConfig> context) {
    return reconciler.prepareEventSources(context);
  }

  @Override
  public UpdateControl<FluxConfig> reconcile(FluxConfig record, Context<FluxConfig> context) {
    return reconciler.reconcile(record, context);
  }

  @Override
  public DeleteControl cleanup(FluxConfig record, Context<FluxConfig> context) {
    return reconciler.cleanup(record, context);
  }
}
