package io.fairlead.store.publish;

import io.fairlead.contract.event.Publication;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a new publisher finds.
///
/// @param hub what the database remembers
/// @param databaseIdentity which database this really is
/// @param topicIds the topics' ids by name
/// @param ends how far the topics reach
/// @param published the last publication on Kafka; empty when there is none
/// @param changesFromTheFuture whether rows carry transaction ids that this database has not
///     reached
/// @param now by the hub's clock
record EpochFacts(
    HubRow hub,
    String databaseIdentity,
    Map<String, String> topicIds,
    EndOffsets ends,
    Optional<Publication> published,
    boolean changesFromTheFuture,
    Instant now) {}
