package io.fairlead.policy.language.template;

import io.fairlead.policy.language.limit.Fuel;
import io.fairlead.policy.language.problem.EvaluationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Brings resources into an order in which each comes after what it depends on, and otherwise
/// as the template has them. What a `dependsOn` names that is not written does not matter.
final class WriteOrder {
  private enum State {
    UNSEEN,
    ENTERED,
    DONE
  }

  private final List<Planned> planned;
  private final Fuel fuel;
  private final State[] states;
  private final List<DeployedResource> ordered = new ArrayList<>();

  private WriteOrder(List<Planned> planned, Fuel fuel) {
    this.planned = planned;
    this.fuel = fuel;
    this.states = new State[planned.size()];
    Arrays.fill(states, State.UNSEEN);
  }

  /// @throws EvaluationException when resources depend on each other in a circle
  static List<DeployedResource> of(List<Planned> planned, Fuel fuel) {
    WriteOrder order = new WriteOrder(planned, fuel);
    for (int i = 0; i < planned.size(); i++) {
      order.enter(i);
    }
    return List.copyOf(order.ordered);
  }

  private void enter(int index) {
    Planned resource = planned.get(index);
    switch (states[index]) {
      case DONE -> {
        return;
      }
      case ENTERED ->
          throw new EvaluationException(
              "the resource " + resource.resource().id() + " depends on itself through dependsOn");
      case UNSEEN -> states[index] = State.ENTERED;
    }
    for (String dependency : resource.dependsOn()) {
      fuel.burn(planned.size());
      for (int i = 0; i < planned.size(); i++) {
        if (i != index && planned.get(i).isMeantBy(dependency)) {
          enter(i);
        }
      }
    }
    states[index] = State.DONE;
    ordered.add(resource.resource());
  }
}
