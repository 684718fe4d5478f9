package io.fairlead.store;

import java.time.Instant;

/// A subscription.
///
/// @param id as first written
public record Subscription(String id, Instant createdAt) {}
