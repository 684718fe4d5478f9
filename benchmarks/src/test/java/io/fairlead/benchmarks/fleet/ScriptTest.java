package io.fairlead.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Share FIRST_HALF = new Share(0, 0.5);
  private static final Share SECOND_HALF = new Share(0.5, 1);

  /// What was done, with the time of a clock that jumps to where it is awaited.
  private final List<String> told = new ArrayList<>();

  private Duration now = Duration.ZERO;

  @Test
  void tellsAShareAtItsTime() throws InterruptedException {
    // Given
    Script script = Script.of(FIRST_HALF, Act.KILL).after(MINUTE);
    // When
    play(script, 4);
    // Then
    assertThat(told).containsExactly("PT1M 0 KILL", "PT1M 1 KILL");
  }

  @Test
  void playsWhatWasPutTogetherInTheOrderOfTime() throws InterruptedException {
    // Given
    Script script =
        Script.offline(SECOND_HALF, MINUTE.multipliedBy(2)).and(Script.storm(FIRST_HALF, MINUTE));
    // When
    play(script, 2);
    // Then
    assertThat(told)
        .containsExactly("PT0S 1 GO_OFFLINE", "PT0S 0 KILL", "PT1M 0 START", "PT2M 1 GO_ONLINE");
  }

  @Test
  void wipesBeforeItStarts() throws InterruptedException {
    // Given
    Script script = Script.wiped(Share.ALL);
    // When
    play(script, 1);
    // Then
    assertThat(told).containsExactly("PT0S 0 WIPE", "PT0S 0 START");
  }

  @Test
  void flapsAsOftenAsAsked() throws InterruptedException {
    // Given
    Script script = Script.flapping(Share.ALL, 2, MINUTE, MINUTE.multipliedBy(2));
    // When
    play(script, 1);
    // Then
    assertThat(told)
        .containsExactly(
            "PT0S 0 GO_OFFLINE", "PT1M 0 GO_ONLINE", "PT3M 0 GO_OFFLINE", "PT4M 0 GO_ONLINE");
  }

  @Test
  void saysWhichStepCannotBeDone() {
    // Given
    Script script = Script.of(Share.ALL, Act.GO_ONLINE);
    Actor broken = act -> CompletableFuture.failedFuture(new IllegalStateException("no network"));
    // When / Then
    assertThatThrownBy(() -> script.play(List.of(broken), moment -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("GO_ONLINE")
        .hasRootCauseMessage("no network");
  }

  @Test
  void refusesAStepBeforeTheBegin() {
    // Given
    Duration before = Duration.ofSeconds(-1);
    // When / Then
    assertThatThrownBy(() -> new Script.Step(before, new Event.ToAgents(Share.ALL, Act.STOP)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-1S");
  }

  @Test
  void leavesNobodyOutOfSharesThatTouch() {
    // Given
    List<Integer> fleet = IntStream.range(0, 7).boxed().toList();
    // When
    List<Integer> both = new ArrayList<>(FIRST_HALF.of(fleet));
    both.addAll(SECOND_HALF.of(fleet));
    // Then
    assertThat(both).isEqualTo(fleet);
  }

  @Test
  void refusesAShareThatIsNone() {
    assertThatThrownBy(() -> new Share(0.5, 0.25))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.5 to 0.25");
  }

  private void play(Script script, int size) throws InterruptedException {
    List<Actor> fleet =
        IntStream.range(0, size).<Actor>mapToObj(number -> act -> tell(number, act)).toList();
    script.play(fleet, moment -> now = moment);
  }

  private CompletableFuture<Void> tell(int number, Act act) {
    told.add(now + " " + number + " " + act);
    return CompletableFuture.completedFuture(null);
  }
}
