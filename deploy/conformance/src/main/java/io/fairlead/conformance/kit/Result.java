package io.fairlead.conformance.kit;

import java.time.Duration;

/// A check and how it ended.
///
/// @param took how long it ran
public record Result(Check check, Outcome outcome, Duration took) {}
