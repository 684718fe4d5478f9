package io.fairlead.benchmarks.piece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fairlead.benchmarks.result.Figure;
import io.fairlead.benchmarks.result.Unit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class PiecesTest {
  private static final double UNKNOWN = Double.NaN;

  private static Measured measured(String method, String parameter, double micros) {
    return new Measured(method, parameter, micros, UNKNOWN, 0);
  }

  @Test
  void whatJmhKnowsIsWhatIsShownAndItsFloors() {
    // When
    List<String> known =
        BenchmarkList.defaultList()
            .getAll(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
            .stream()
            .map(BenchmarkListEntry::getUsername)
            .map(name -> name.substring(Pieces.class.getPackageName().length() + 1))
            .toList();
    // Then
    assertThat(known).containsExactlyInAnyOrderElementsOf(Pieces.methods());
  }

  @Test
  void aPieceIsShownBesideItsFloorWithTheSameParameter() {
    // Given
    Piece piece = new Piece("frame of %s", "F.write", "F.bare");
    // When
    List<Figure> figures =
        piece.figures(
            List.of(
                measured("F.write", "1", 3),
                measured("F.write", "10", 20),
                measured("F.bare", "1", 2),
                measured("F.bare", "10", 10)));
    // Then
    assertThat(figures)
        .filteredOn(figure -> figure.unit() == Unit.MICROSECONDS)
        .extracting(Figure::name, Figure::ratio)
        .containsExactly(
            tuple("frame of 1", Optional.of(1.5)), tuple("frame of 10", Optional.of(2.0)));
  }

  @Test
  void theErrorIsShownWhereItIsKnown() {
    // Given
    Piece piece = new Piece("rule", "R.deploy", null);
    // When
    List<Figure> figures = piece.figures(List.of(new Measured("R.deploy", "", 40, 1.5, 2048)));
    // Then
    assertThat(figures)
        .containsExactly(
            Figure.of("rule", 40, Unit.MICROSECONDS),
            Figure.of("rule, ±", 1.5, Unit.MICROSECONDS),
            Figure.of("rule, allocated", 2048, Unit.BYTES));
  }

  @Test
  void anUnknownErrorIsLeftOut() {
    // Given
    Piece piece = new Piece("rule", "R.deploy", null);
    // When
    List<Figure> figures = piece.figures(List.of(measured("R.deploy", "", 40)));
    // Then
    assertThat(figures).extracting(Figure::name).containsExactly("rule", "rule, allocated");
  }

  @Test
  void aFloorThatWasNotMeasuredIsNoZero() {
    // Given
    Piece piece = new Piece("frame of %s", "F.write", "F.bare");
    List<Measured> withAnotherParameter =
        List.of(measured("F.write", "1", 3), measured("F.bare", "10", 10));
    // When, Then
    assertThatThrownBy(() -> piece.figures(withAnotherParameter))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("F.bare 1");
  }

  @Test
  void aPieceThatWasNotMeasuredIsNotPassedOver() {
    // Given
    Piece piece = new Piece("rule", "R.deploy", null);
    // When, Then
    assertThatThrownBy(() -> piece.figures(List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("R.deploy");
  }
}
