package io.fairlead.agent.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.desired.HeldState;
import io.fairlead.session.desired.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Batches of changes such as a session makes them, by a seed.
record RandomChanges(Random random, ResourceId cluster) {
  private static final int NAMES = 8;

  /// A next batch.
  ///
  /// @param state what is held so far
  List<StateChange> batch(HeldState state) {
    List<StateChange> batch = new ArrayList<>();
    HeldState ahead = new HeldState();
    state.asChanges().forEach(ahead::apply);
    for (int count = 1 + random.nextInt(5); count > 0; count--) {
      StateChange change = change(ahead);
      ahead.apply(change);
      batch.add(change);
    }
    return batch;
  }

  private StateChange change(HeldState state) {
    ResourceId id = id();
    Optional<HeldConfiguration> held = state.held(id);
    return switch (random.nextInt(16)) {
      case 0, 1 -> new StateChange.Drop(id);
      case 2, 3, 4 ->
          held.isPresent() ? new StateChange.Withhold(id) : new StateChange.Hold(state(id, held));
      case 5 -> new StateChange.Release(id);
      case 6 -> new StateChange.Adopt(1 + random.nextInt(5));
      case 7, 8 ->
          new StateChange.Doubt(1 + random.nextInt(5), random.nextInt(9), random.nextBoolean());
      case 9 -> new StateChange.ReportWithheld(random.nextInt(9), 9);
      case 10 -> new StateChange.WithheldReceived();
      case 11 -> new StateChange.CleanedUp(id);
      default -> new StateChange.Hold(state(id, held));
    };
  }

  private ResourceId id() {
    int number = random.nextInt(NAMES);
    String type = number % 3 == 0 ? "sourceControlConfigurations" : "fluxConfigurations";
    return cluster.extension("Microsoft.KubernetesConfiguration/" + type, "c" + number / 2);
  }

  private HeldConfiguration state(ResourceId id, Optional<HeldConfiguration> former) {
    Optional<HeldConfiguration> same = former.filter(held -> random.nextInt(4) > 0);
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    properties.put("path", "./" + random.nextInt(1000)).put("prune", random.nextBoolean());
    return new HeldConfiguration(
        id,
        same.map(HeldConfiguration::uid)
            .orElseGet(() -> new UUID(random.nextLong(), random.nextLong())),
        same.map(held -> held.generation() + 1).orElse(1L),
        1 + random.nextInt(3),
        random.nextInt(4) == 0 ? Lifecycle.Deleting : Lifecycle.Active,
        properties,
        false);
  }
}
