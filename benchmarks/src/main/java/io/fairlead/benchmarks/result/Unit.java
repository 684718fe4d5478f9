package io.fairlead.benchmarks.result;

/// What a figure counts.
public enum Unit {
  PER_SECOND("/s"),
  SECONDS("s"),
  MILLISECONDS("ms"),
  MICROSECONDS("µs"),
  BYTES("B"),
  COUNT(""),
  /// How many times something else.
  TIMES("×"),
  PERCENT("%");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /// How it is written behind a number; empty for plain counts.
  public String symbol() {
    return symbol;
  }
}
