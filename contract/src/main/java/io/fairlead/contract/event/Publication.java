package io.fairlead.contract.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far the store has published. Written in every Kafka transaction of the publisher.
///
/// @param epoch the store's epoch; moves on after a restore of the database and after a loss of
/// Kafka's data
/// @param number counts the publisher's transactions and never restarts
/// @param complete false while a new epoch is being republished: until it is true, topics may hold
/// keys
///     that the store no longer knows
/// @param publishedAt by the hub's clock
/// @param sealedWith the id of the key that the store seals with, in decimal digits: who lacks it
///     cannot read what is published. Null in what was written before anything was sealed
public record Publication(
    long epoch, long number, boolean complete, Instant publishedAt, @Nullable String sealedWith) {}
