package io.fairlead.store.publish;

import java.util.Map;

/// What the database remembers of its publication.
///
/// @param epoch 0 before the first publication
/// @param complete whether everything was published in this epoch once
/// @param number of the last publication begun
/// @param confirmed the number of the last publication known to be on Kafka; 0 when none is
/// @param databaseIdentity of the database that published last
/// @param topicIds the ids of the topics it published to, by name
/// @param ends how far these topics were known to reach
/// @param cursors how far its tables were published
record HubRow(
    long epoch,
    boolean complete,
    long number,
    long confirmed,
    String databaseIdentity,
    Map<String, String> topicIds,
    EndOffsets ends,
    Cursors cursors) {
  HubRow {
    topicIds = Map.copyOf(topicIds);
  }
}
