package io.fairlead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.embedded.StartException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
  @Test
  void oneBenchmarkIsRunInFullUnlessToldOtherwise() {
    // When
    BenchOptions options = BenchOptions.parse(List.of("write"));
    // Then
    assertThat(options.benchmarks()).extracting(Benchmark::name).containsExactly("write");
    assertThat(options.size()).isEqualTo(Size.FULL);
  }

  @Test
  void allAreRunInTheirOrder() {
    // When
    BenchOptions options = BenchOptions.parse(List.of("--quick", "all"));
    // Then
    assertThat(options.benchmarks()).isEqualTo(Benchmarks.all());
    assertThat(options.size()).isEqualTo(Size.QUICK);
  }

  @Test
  void aBenchmarkThatIsNotThereIsRefusedWithTheNamesOfThoseThatAre() {
    // When
    assertThatThrownBy(() -> BenchOptions.parse(List.of("fast")))
        // Then
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no benchmark fast; there are write")
        .hasMessageEndingWith(" and all");
  }

  @Test
  void anOptionThatIsNotThereIsRefused() {
    // When
    assertThatThrownBy(() -> BenchOptions.parse(List.of("write", "--slow")))
        // Then
        .isInstanceOf(StartException.class)
        .hasMessage("unknown option --slow; allowed: --quick");
  }

  @Test
  void twoNamesAreRefused() {
    // When
    assertThatThrownBy(() -> BenchOptions.parse(List.of("write", "all")))
        // Then
        .isInstanceOf(StartException.class)
        .hasMessage("one benchmark at a time, not write and all");
  }

  @Test
  void everyBenchmarkHasANameOfItsOwn() {
    // When
    List<String> names = Benchmarks.names();
    // Then
    assertThat(names).doesNotHaveDuplicates().doesNotContain("all");
  }
}
