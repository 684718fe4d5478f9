package io.fairlead.agent.flux;

import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;

/// The objects of a `fluxConfigurations` resource: who applies, with what credentials, from which
/// source, and what of it.
public final class FluxObjects {
  private FluxObjects() {}

  /// All objects, in the order in which they are to be applied: the service account and what it may
  /// do, secrets, the source, and the Kustomizations, each after those that it depends on.
  ///
  /// @throws InvalidConfigurationException when the configuration cannot work
  /// @throws IllegalArgumentException when a key is needed (see [#needsKey]) and not there
  public static List<DesiredObject> of(Configuration configuration, Inputs inputs) {
    Block properties = Block.of(configuration.properties());
    Names names = Names.of(configuration, properties);
    Scope scope = Scope.of(properties);
    boolean suspend = properties.flag("suspend", false);
    SourceObjects source = Source.of(properties).objects(names, inputs, suspend);
    List<DesiredObject> objects = new ArrayList<>(Identity.objects(names, scope));
    objects.addAll(source.secrets());
    objects.add(source.source());
    objects.addAll(new Kustomizations(names, scope, source.source().ref(), suspend).of(properties));
    return List.copyOf(objects);
  }

  /// Whether the source is a git repository over SSH for which nobody gave a key, so that the
  /// cluster has to make one.
  ///
  /// @throws InvalidConfigurationException when the source cannot be read
  public static boolean needsKey(Configuration configuration, Inputs inputs) {
    return Source.of(Block.of(configuration.properties())) instanceof GitSource git
        && git.needsKey(inputs);
  }
}
