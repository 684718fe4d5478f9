package io.fairlead.benchmarks.piece;

/// What JMH found of one method.
///
/// @param method class and name, such as `FramePiece.write`
/// @param parameter that it was given; empty where it takes none
/// @param micros of one operation, on average
/// @param error how far off that may be, in microseconds, with a confidence of 99.9 %; not a number
///     where there were too few iterations to tell
/// @param bytes of objects that one operation makes
public record Measured(
    String method, String parameter, double micros, double error, double bytes) {}
