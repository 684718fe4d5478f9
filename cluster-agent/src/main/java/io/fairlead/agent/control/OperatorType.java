package io.fairlead.agent.control;

import io.fairlead.agent.object.Applied;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import io.fairlead.agent.object.Verdict;
import io.fairlead.agent.operator.OperatorImages;
import io.fairlead.agent.operator.OperatorObjects;
import io.fairlead.agent.status.OperatorVerdict;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// `sourceControlConfigurations`: an operator of Flux v1 for each.
public final class OperatorType implements ConfigurationType {
  private final OperatorObjects operator;

  /// @param images what operators run from
  public OperatorType(OperatorImages images) {
    this.operator = new OperatorObjects(images);
  }

  @Override
  public Set<ManagedKind> kinds() {
    return Arrays.stream(ManagedKind.values())
        .filter(kind -> !kind.isOfFlux())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean needsKey(Configuration configuration, Inputs inputs) {
    return operator.needsKey(configuration, inputs);
  }

  @Override
  public List<DesiredObject> objects(Configuration configuration, Inputs inputs) {
    return operator.of(configuration, inputs);
  }

  @Override
  public List<String> definitions(Configuration configuration) {
    return operator.needsHelmReleaseDefinition(configuration)
        ? List.of("/io/fairlead/agent/operator/" + OperatorObjects.HELM_RELEASE_DEFINITION)
        : List.of();
  }

  @Override
  public Verdict verdict(
      Configuration configuration,
      List<ObjectRef> expected,
      Collection<ObservedObject> observed,
      Applied applied) {
    return OperatorVerdict.of(expected, observed, operator.syncedOn(configuration));
  }
}
