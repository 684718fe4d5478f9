package io.fairlead.benchmarks.result;

/// What a process took of the machine while a benchmark measured.
///
/// @param process its name; `generator` is the benchmark itself
/// @param cpuSeconds that processors spent on it and on its children
/// @param peakBytes the most memory it had resident since its start, children included
public record ProcessUse(String process, double cpuSeconds, long peakBytes) {}
