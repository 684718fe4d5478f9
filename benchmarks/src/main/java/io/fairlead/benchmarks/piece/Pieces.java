package io.fairlead.benchmarks.piece;

import io.fairlead.benchmarks.result.Figure;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// All that is measured of the pieces.
public final class Pieces {
  /// What each method that takes a parameter is given where not all are measured: the usual.
  public static final Map<String, String> USUAL = Map.of("changes", "10", "bytes", "700");

  private static final List<Piece> ALL =
      List.of(
          new Piece("set digest: one added", "DigestPiece.add", "DigestPiece.bareOne"),
          new Piece("set digest: one removed", "DigestPiece.remove", "DigestPiece.bareOne"),
          new Piece("set digest: of 1,000", "DigestPiece.all", "DigestPiece.bareAll"),
          new Piece("changes in a frame, %s: written", "FramePiece.write", "FramePiece.bareWrite"),
          new Piece("changes in a frame, %s: read", "FramePiece.read", "FramePiece.bareRead"),
          new Piece("deploying policy: lacking", "RulePiece.deploy", null),
          new Piece("deploying policy: confirmed", "RulePiece.confirm", null),
          new Piece("audit policy: 10 configurations", "RulePiece.audit", null),
          new Piece("properties, %s B: sealed", "SealPiece.seal", "SealPiece.bareSeal"),
          new Piece("properties, %s B: opened", "SealPiece.open", "SealPiece.bareOpen"));

  private Pieces() {}

  /// The figures of all of them, in the order in which they are shown.
  ///
  /// @param measured all their methods
  /// @throws IllegalStateException when one was not measured
  public static List<Figure> figures(List<Measured> measured) {
    return ALL.stream().flatMap(piece -> piece.figures(measured).stream()).toList();
  }

  /// The methods that are to be measured for that.
  static List<String> methods() {
    return ALL.stream()
        .flatMap(
            piece -> Stream.concat(Stream.of(piece.method()), Stream.ofNullable(piece.floor())))
        .distinct()
        .toList();
  }
}
