/// What every service stands on that follows the hub's topics with Kafka Streams:
///
/// - [io.fairlead.streams.HubTopics] asks Kafka about the topics, over the client that
///   [io.fairlead.streams.HubClients] sets up, and [io.fairlead.streams.LastPublication] reads how
///   far the store has come;
/// - [io.fairlead.streams.Intake] reads records such that none stops its partition, and
///   [io.fairlead.streams.DeadLetters] keeps those that could not be read;
/// - [io.fairlead.streams.StoreMemory] bounds what the state stores take.
@NullMarked
package io.fairlead.streams;

import org.jspecify.annotations.NullMarked;
