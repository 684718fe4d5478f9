package io.fairlead.agent.control;

import io.fairlead.agent.flux.FluxObjects;
import io.fairlead.agent.object.Applied;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import io.fairlead.agent.object.Verdict;
import io.fairlead.agent.status.FluxVerdict;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// `fluxConfigurations`: Flux v2.
public final class FluxType implements ConfigurationType {
  @Override
  public Set<ManagedKind> kinds() {
    return EnumSet.complementOf(EnumSet.of(ManagedKind.Deployment, ManagedKind.Service));
  }

  @Override
  public boolean needsKey(Configuration configuration, Inputs inputs) {
    return FluxObjects.needsKey(configuration, inputs);
  }

  @Override
  public List<DesiredObject> objects(Configuration configuration, Inputs inputs) {
    return FluxObjects.of(configuration, inputs);
  }

  @Override
  public List<String> definitions(Configuration configuration) {
    // Flux is installed by whoever installs Flux.
    return List.of();
  }

  @Override
  public Verdict verdict(
      Configuration configuration,
      List<ObjectRef> expected,
      Collection<ObservedObject> observed,
      Applied applied) {
    return FluxVerdict.of(
        configuration.properties().path("suspend").asBoolean(false), expected, observed, applied);
  }
}
