package io.fairlead.agent.control;

import io.fairlead.agent.object.Applied;
import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import io.fairlead.agent.object.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What is particular to one type of configuration. Pure and thread-safe.
public interface ConfigurationType {
  /// The kinds that its configurations can have objects of.
  Set<ManagedKind> kinds();

  /// Whether a key has to be made in the cluster.
  boolean needsKey(Configuration configuration, Inputs inputs);

  /// The objects that make the configuration real, in the order in which they are to be made.
  ///
  /// @throws io.fairlead.agent.object.InvalidConfigurationException when it cannot be made real as
  ///     it is
  List<DesiredObject> objects(Configuration configuration, Inputs inputs);

  /// Definitions of kinds that its objects need besides, as resources of the class path. They are
  /// brought where they are missing, and stay.
  List<String> definitions(Configuration configuration);

  /// How it fares.
  ///
  /// @param expected the objects that have to be there
  /// @param observed those that are, whatever their state
  /// @param applied what Flux applied because of them
  Verdict verdict(
      Configuration configuration,
      List<ObjectRef> expected,
      Collection<ObservedObject> observed,
      Applied applied);
}
