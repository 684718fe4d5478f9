package io.fairlead.store.publish;

import java.util.Map;

/// What the database remembers of its publication.
///
/// @param epoch 0 before the first publication
/// @param complete whether everything was published in this epoch once
/// @param progress how far it was
/// @param databaseIdentity of the database that published last
/// @param topicIds the ids of the topics it published to, by name
record HubRow(
    long epoch,
    boolean complete,
    Progress progress,
    String databaseIdentity,
    Map<String, String> topicIds) {
  HubRow {
    topicIds = Map.copyOf(topicIds);
  }
}
