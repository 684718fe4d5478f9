package io.fairlead.store.publish;

import java.util.Map;

/// What the database remembers of its publication.
///
/// @param epoch 0 before the first publication
/// @param complete whether everything was published in this epoch once
/// @param number of the last publication begun
/// @param databaseIdentity of the database that published last
/// @param topicIds the ids of the topics it published to, by name
record HubRow(
    long epoch,
    boolean complete,
    long number,
    String databaseIdentity,
    Map<String, String> topicIds,
    Cursor clusters,
    Cursor configurations) {
  HubRow {
    topicIds = Map.copyOf(topicIds);
  }
}
