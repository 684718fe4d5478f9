package io.fairlead.gateway.table;

import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.contract.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the files of a table belong to.
///
/// A table outlives its process, and may then be wrong in two ways: it was away for longer than
/// Kafka keeps the marks of deletions, or its topics were deleted and created again, so that its
/// offsets mean something else. It is built anew in both cases, and with every new epoch.
///
/// @param format of the rows
/// @param topicIds the ids Kafka gave the topics, by name
/// @param epoch of the store whose state this is
/// @param followedAt all that the topics had by then is in the files
record TableBinding(int format, Map<String, String> topicIds, long epoch, Instant followedAt) {
  /// The layout of rows; to be raised with each change of it.
  static final int FORMAT = 2;

  /// A day less than deletions are kept: catching up takes time too.
  static final Duration MAX_AGE = Topic.TOMBSTONES_KEPT.minusDays(1);

  private static final String FILE = "table.json";

  TableBinding {
    topicIds = Map.copyOf(topicIds);
  }

  /// Whether files with this binding may be followed on as a table of that one.
  boolean continues(TableBinding wanted) {
    return format == wanted.format
        && epoch == wanted.epoch
        && topicIds.equals(wanted.topicIds)
        && !isTooOld(wanted.followedAt);
  }

  boolean isTooOld(Instant now) {
    return Duration.between(followedAt, now).compareTo(MAX_AGE) > 0;
  }

  TableBinding followedAt(Instant now) {
    return new TableBinding(format, topicIds, epoch, now);
  }

  /// The binding kept in a directory; empty when there is none that can be read.
  static Optional<TableBinding> read(Path directory) throws IOException {
    try {
      return Optional.of(
          Json.read(Files.readAllBytes(directory.resolve(FILE)), TableBinding.class));
    } catch (NoSuchFileException | UnreadableJsonException _) {
      return Optional.empty();
    }
  }

  void write(Path directory) throws IOException {
    Path next = directory.resolve(FILE + ".next");
    Files.write(next, Json.write(this));
    Files.move(
        next,
        directory.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// Forgets it; done before anything else of the files is deleted.
  static void delete(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(FILE));
  }
}
