package io.fairlead.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action.Write;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.policy.evaluation.assignment.AssignedPolicy;
import io.fairlead.policy.evaluation.planning.PlannedConfiguration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/// Whatever the policies and whatever is there: decisions are repeatable, and once they are carried
/// out there is nothing left to decide.
class SettlingPropertyTest {
  private static final List<String> NAMES = List.of("base", "other", "third");
  private static final List<String> LIMITS =
      List.of(
          "",
          "",
          "",
          "",
          "'enforcementMode': 'DoNotEnforce'",
          "'notScopes': ['/subscriptions/s-1']",
          "'overrides': [{'kind': 'policyEffect', 'value': 'Disabled'}]",
          "'resourceSelectors': [{'selectors': [{'kind': 'resourceLocation', 'in': ['x']}]}]");

  /// Makes up policies and ships, few names and few contents, so that they meet.
  private record Inventor(Random random) {
    <T> T one(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    List<PolicyState> policies() {
      List<PolicyState> states = new ArrayList<>();
      if (random.nextInt(8) > 0) {
        states.add(Samples.deploy());
      }
      for (String name : List.of("a", "b", "c", "d")) {
        if (random.nextInt(4) > 0) {
          states.add(assignment(name));
        }
      }
      if (random.nextBoolean()) {
        PolicyState initiative =
            Samples.initiative("i", Map.of(one(NAMES), "deploy", "unknown", "nowhere"));
        states.add(initiative);
        states.add(
            Samples.assignment(
                Samples.SUBSCRIPTION,
                "i",
                initiative.id(),
                "{'parameters': {'url': {'value': 'https://1'}}}"));
      }
      for (String name : List.of("e", "f")) {
        if (random.nextInt(4) == 0) {
          states.add(Samples.exemption(Samples.GROUP, name, one(List.of("a", "b", "i")), ""));
        }
      }
      return states;
    }

    private PolicyState assignment(String name) {
      String limit = one(LIMITS);
      String removing = random.nextBoolean() ? Samples.removing() : "";
      PolicyState state =
          Samples.deploying(
              name,
              "'name': '%s', 'url': 'https://%s', 'ring': '%s'"
                  .formatted(one(NAMES), random.nextInt(2), one(List.of("", "canary", "wide"))),
              limit.isEmpty() || removing.isEmpty() ? limit + removing : limit + ", " + removing);
      return random.nextInt(5) == 0 ? Samples.again(state) : state;
    }

    /// Has lived through other policies, and through people.
    Ship ship() {
      Ship ship = new Ship();
      for (int i = 0; i < 3; i++) {
        if (random.nextBoolean()) {
          ship.obeying(PolicySet.EMPTY.with(policies(), List.of()));
        }
        String name = one(NAMES);
        if (random.nextInt(3) == 0) {
          ship.written(name, "{'by': 'hand'}");
        }
        if (ship.has(name) && random.nextInt(3) == 0) {
          ship.reports(name, one(List.of(Compliance.values())));
        }
        if (ship.has(name) && random.nextInt(6) == 0) {
          ship.deleting(name);
        }
        ship.tagged("ring", one(List.of("canary", "wide")));
      }
      return ship;
    }

    <T> List<T> shuffled(List<T> all) {
      List<T> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, random);
      return shuffled;
    }
  }

  @Property(tries = 400)
  void whatIsCarriedOutLeavesNothingToDecide(@ForAll long seed) {
    // Given
    var inventor = new Inventor(new Random(seed));
    Ship ship = inventor.ship();
    PolicySet policies = PolicySet.EMPTY.with(inventor.policies(), List.of());
    // When
    List<Deployment> first = ship.evaluated(policies).deployments();
    List<Deployment> second = ship.doing(first).evaluated(policies).deployments();
    // Then
    assertThat(second).isEmpty();
    Statistics.label("deployments")
        .collect(first.size())
        .coverage(
            coverage -> {
              coverage.check(0).percentage(share -> share > 5);
              coverage.check(1).percentage(share -> share > 5);
              coverage.check(2).percentage(share -> share > 5);
            });
    Statistics.label("withdrawals")
        .collect(first.stream().anyMatch(each -> !(each.action() instanceof Write)))
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 2));
    Statistics.label("conflicts")
        .collect(
            ship.evaluated(policies).verdicts().stream()
                .anyMatch(verdict -> verdict.reason() == PolicyVerdict.Reason.Contested))
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
  }

  @Property(tries = 150)
  void theOrderOfWhatIsKnownDoesNotMatter(@ForAll long seed) {
    // Given
    var inventor = new Inventor(new Random(seed));
    List<PolicyState> states = inventor.policies();
    KnownCluster cluster = inventor.ship().known();
    // When
    Evaluation evaluation =
        Evaluator.evaluate(PolicySet.EMPTY.with(states, List.of()), cluster, Samples.NOW);
    // Then
    Evaluation again =
        Evaluator.evaluate(
            PolicySet.EMPTY.with(inventor.shuffled(states), List.of()),
            new KnownCluster(cluster.cluster(), inventor.shuffled(cluster.configurations())),
            Samples.NOW);
    assertThat(again).isEqualTo(evaluation);
  }

  @Property(tries = 150)
  void noConfigurationIsDecidedOnTwice(@ForAll long seed) {
    // Given
    var inventor = new Inventor(new Random(seed));
    PolicySet policies = PolicySet.EMPTY.with(inventor.policies(), List.of());
    Ship ship = inventor.ship();
    // When
    List<String> keys =
        ship.evaluated(policies).deployments().stream()
            .map(deployment -> deployment.configuration().key())
            .toList();
    // Then
    assertThat(keys).isSorted().hasSameSizeAs(new HashSet<>(keys));
  }

  @Property(tries = 150)
  void aPreviewForeseesWhatIsDecided(@ForAll long seed) {
    // Given
    var inventor = new Inventor(new Random(seed));
    PolicySet policies = PolicySet.EMPTY.with(inventor.policies(), List.of());
    Ship ship = inventor.ship();
    // When
    Contention contention = Contention.of(policies, ship.known(), Samples.NOW);
    // Then
    List<Deployment> decided = ship.evaluated(policies).deployments();
    assertThat(contention.withdrawals())
        .isEqualTo(decided.stream().filter(each -> !(each.action() instanceof Write)).toList());
    for (Deployment each : decided) {
      if (each.action() instanceof Write write) {
        var planned =
            new PlannedConfiguration(
                each.configuration(),
                write.digest(),
                write.onUnassign(),
                write.properties(),
                write.secrets());
        assertThat(contention.opponents(planned)).isEmpty();
        assertThat(contention.writer(planned))
            .map(AssignedPolicy::assignment)
            .hasValue(each.basis().assignment());
      }
    }
  }
}
