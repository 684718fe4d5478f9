package io.fairlead.systemtest.scenario;

import static io.fairlead.systemtest.World.flux;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.user.Answer;
import io.fairlead.systemtest.user.Bodies;
import io.fairlead.systemtest.user.ConfigUser;
import io.fairlead.systemtest.user.Together;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// S04: many concurrent updates of the same version; exactly one wins.
@ScenarioTest
class S04RacingUpdatesTest {
  private static final int RACERS = 16;

  @Test
  void ofManyUpdatesOfOneVersionExactlyOneWins(World world) {
    // Given
    TestAgent agent = world.fleet().join("race");
    ResourceId id = flux(agent.cluster(), "contested");
    Map<String, String> sameVersion = ConfigUser.ifMatch(world.write(id, "start").etag());
    // When
    List<Answer> answers =
        Together.times(
            RACERS, racer -> world.user().put(id, Bodies.flux("racer/" + racer), sameVersion));
    // Then
    onlyOneWon(world, agent, id, answers);
  }

  @Test
  void ofManyCreationsExactlyOneWins(World world) {
    // Given
    TestAgent agent = world.fleet().join("race");
    ResourceId id = flux(agent.cluster(), "contested");
    // When
    List<Answer> answers =
        Together.times(
            RACERS,
            racer -> world.user().put(id, Bodies.flux("racer/" + racer), ConfigUser.ifNew()));
    // Then
    onlyOneWon(world, agent, id, answers);
  }

  private static void onlyOneWon(
      World world, TestAgent agent, ResourceId id, List<Answer> answers) {
    assertThat(answers).filteredOn(Answer::accepted).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> !answer.accepted())
        .extracting(Answer::status)
        .containsOnly(412);
    Answer winner = answers.stream().filter(Answer::accepted).findFirst().orElseThrow();
    world.ledger().wrote(id, Bodies.valueIn(id, winner.body().path("properties")));
    world.verify(agent);
    assertThat(world.user().get(id).etag()).isEqualTo(winner.etag());
  }
}
