package io.fairlead.benchmarks.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An outcome as a person reads it.
public final class Table {
  private static final List<String> HEAD =
      List.of("figure", "value", "goal", "floor", "× floor", "");
  private static final List<String> PROCESSES =
      List.of("process", "CPU", "compilers", "peak memory");
  private static final double KIB = 1024;
  private static final double TINY = 0.1;
  private static final double SMALL = 10;
  private static final double LARGE = 1000;

  private Table() {}

  /// All of it, with a line break at its end.
  public static String of(Outcome outcome) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%s: %s (%.0f s in all, %s)%n",
            outcome.benchmark(),
            outcome.work(),
            outcome.seconds(),
            outcome.hub()));
    if (!outcome.failure().isEmpty()) {
      text.append("  FAILED: ").append(outcome.failure()).append(System.lineSeparator());
    }
    if (!outcome.figures().isEmpty()) {
      text.append(rows(HEAD, outcome.figures().stream().map(Table::row).toList()));
    }
    if (!outcome.processes().isEmpty()) {
      text.append(rows(PROCESSES, outcome.processes().stream().map(Table::row).toList()));
    }
    return text.toString();
  }

  private static List<String> row(Figure figure) {
    Goal goal = figure.goal();
    Double floor = figure.floor();
    return List.of(
        figure.name(),
        number(figure.value(), figure.unit()),
        goal == null ? "" : goal(goal, figure.unit()),
        floor == null ? "" : number(floor, figure.unit()),
        figure.ratio().map(Table::ratio).orElse(""),
        goal == null ? "" : figure.isMissed() ? "MISSED" : "reached");
  }

  private static String ratio(double ratio) {
    return ratio < TINY ? fraction(ratio) : String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static List<String> row(ProcessUse use) {
    return List.of(
        use.process(),
        number(use.cpuSeconds(), Unit.SECONDS),
        number(use.compilerSeconds(), Unit.SECONDS),
        number((double) use.peakBytes(), Unit.BYTES));
  }

  private static String goal(Goal goal, Unit unit) {
    return switch (goal) {
      case Goal.AtLeast(double limit) -> "≥ " + number(limit, unit);
      case Goal.AtMost(double limit) -> "≤ " + number(limit, unit);
    };
  }

  /// A number with its unit, as exact as a person needs it.
  static String number(double value, Unit unit) {
    if (unit == Unit.BYTES) {
      return bytes(value);
    }
    String digits =
        Math.abs(value) >= LARGE || (unit == Unit.COUNT && value == Math.rint(value))
            ? String.format(Locale.ROOT, "%,.0f", value)
            : fraction(value);
    return unit.symbol().isEmpty() ? digits : digits + " " + unit.symbol();
  }

  private static String fraction(double value) {
    double size = Math.abs(value);
    String format = size < TINY && size > 0 ? "%.4f" : size < SMALL ? "%.2f" : "%.1f";
    return String.format(Locale.ROOT, format, value);
  }

  private static String bytes(double value) {
    double left = value;
    List<String> prefixes = List.of("B", "KiB", "MiB", "GiB");
    int prefix = 0;
    while (left >= KIB && prefix < prefixes.size() - 1) {
      left /= KIB;
      prefix++;
    }
    return String.format(
        Locale.ROOT, prefix == 0 ? "%.0f %s" : "%.1f %s", left, prefixes.get(prefix));
  }

  /// A head and rows below it, in columns.
  static String rows(List<String> head, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(head);
    all.addAll(rows);
    int[] widths =
        IntStream.range(0, head.size())
            .map(column -> all.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    return all.stream()
        .map(row -> "  " + line(row, widths).stripTrailing() + System.lineSeparator())
        .collect(Collectors.joining());
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(
            column ->
                column == 0
                    ? pad(row.get(column), widths[column], true)
                    : pad(row.get(column), widths[column], false))
        .collect(Collectors.joining("  "));
  }

  private static String pad(String cell, int width, boolean left) {
    String space = " ".repeat(width - cell.length());
    return left ? cell + space : space + cell;
  }
}
