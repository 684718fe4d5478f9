package io.fairlead.store.ingest;

/// A record that could not be read or handled, and why. The reason never repeats its content.
public record DeadLetter(Incoming record, String reason) {}
