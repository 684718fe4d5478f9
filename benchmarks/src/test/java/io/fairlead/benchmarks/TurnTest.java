package io.fairlead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTest {
  @Test
  void quickOnesThatMayShareAHubDo() {
    // When
    List<Turn> turns = Turn.plan(Benchmarks.all(), Size.QUICK);
    // Then
    assertThat(turns)
        .extracting(TurnTest::names)
        .containsExactly(
            List.of("status", "write", "propagate", "fair", "fanout", "list"),
            List.of("storm", "backlog"),
            List.of("idle"),
            List.of("restart"),
            List.of("start"),
            List.of("pieces"));
    assertThat(turns.getFirst().hub())
        .isEqualTo("one hub for status, write, propagate, fair, fanout, list");
  }

  @Test
  void inFullEachHasAHubOfItsOwn() {
    // When
    List<Turn> turns = Turn.plan(Benchmarks.all(), Size.FULL);
    // Then
    assertThat(turns).extracting(Turn::benchmarks).allMatch(each -> each.size() == 1);
    assertThat(turns.stream().flatMap(turn -> turn.benchmarks().stream()))
        .isEqualTo(Benchmarks.all());
    assertThat(turns).extracting(Turn::hub).containsOnly("a hub of its own", "no hub");
  }

  @Test
  void quickOnesThatRunAloneHaveAHubOfTheirOwn() {
    // Given
    List<Benchmark> one = List.of(Benchmarks.named("write").orElseThrow());
    // When
    List<Turn> turns = Turn.plan(one, Size.QUICK);
    // Then
    assertThat(turns).singleElement().returns("a hub of its own", Turn::hub);
  }

  @Test
  void noTwoTurnsKeepTheirDataInTheSameFolder() {
    // When
    List<Turn> turns = Turn.plan(Benchmarks.all(), Size.QUICK);
    // Then
    assertThat(turns).extracting(Turn::folder).doesNotHaveDuplicates();
  }

  private static List<String> names(Turn turn) {
    return turn.benchmarks().stream().map(Benchmark::name).toList();
  }
}
