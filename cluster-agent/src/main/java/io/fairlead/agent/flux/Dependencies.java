package io.fairlead.agent.flux;

import io.fairlead.agent.object.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Which kustomization waits for which others.
///
/// @param needs for each key, in the order given, the keys that come before it
record Dependencies(SequencedMap<String, Set<String>> needs) {
  /// @throws InvalidConfigurationException when one names a kustomization that is not there
  static Dependencies of(Block kustomizations) {
    SequencedMap<String, Set<String>> needs = new LinkedHashMap<>();
    for (String key : kustomizations.names()) {
      Block kustomization = kustomizations.block(key);
      Set<String> wanted = new LinkedHashSet<>(kustomization.texts("dependsOn"));
      wanted.stream()
          .filter(name -> !kustomizations.has(name))
          .findFirst()
          .ifPresent(
              name -> {
                throw new InvalidConfigurationException(
                    "'%s' names %s, which is no kustomization of this configuration."
                        .formatted(kustomization.pathOf("dependsOn"), name));
              });
      needs.put(key, wanted);
    }
    return new Dependencies(needs);
  }

  /// Every key after those that it needs; of several that could be next, the one given first.
  ///
  /// @throws InvalidConfigurationException when they go in a circle
  List<String> inOrder() {
    List<String> order = new ArrayList<>();
    Set<String> done = new LinkedHashSet<>();
    Map<String, Set<String>> left = new LinkedHashMap<>(needs);
    while (!left.isEmpty()) {
      String next =
          left.entrySet().stream()
              .filter(entry -> done.containsAll(entry.getValue()))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow(
                  () ->
                      new InvalidConfigurationException(
                          ("The dependencies in 'kustomizations' go in a circle: none of %s can be"
                                  + " first.")
                              .formatted(String.join(", ", left.keySet()))));
      left.remove(next);
      done.add(next);
      order.add(next);
    }
    return order;
  }
}
