package io.fairlead.agent;

import io.fairlead.session.AgentSession;
import io.fairlead.session.core.SessionSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/// How an operator confirms removals that the guard holds back: a file `confirm-removals` in the
/// state directory, whose content is the epoch that the agent's log names. The file goes, whatever
/// came of it. Whoever can write there could remove the state itself, so nothing else has to be
/// proved.
final class RemovalsConfirmationFile {
  static final String NAME = "confirm-removals";

  private static final Logger LOG = Logger.getLogger(RemovalsConfirmationFile.class);
  private static final int MAX_BYTES = 64;

  private final Path file;
  private final AgentSession session;

  RemovalsConfirmationFile(Path file, AgentSession session) {
    this.file = file;
    this.session = session;
  }

  /// Looks for the file and does what it says.
  void obey() {
    SessionSnapshot snapshot = session.snapshot();
    if (snapshot == null || snapshot.withheldEpoch() == 0 || !Files.exists(file)) {
      return;
    }
    long epoch;
    try {
      String text = Files.size(file) > MAX_BYTES ? "" : Files.readString(file).strip();
      Files.delete(file);
      epoch = Long.parseLong(text);
    } catch (IOException | NumberFormatException e) {
      LOG.warnf(
          "confirmation=not-taken reason=\"%s\" expected=\"the epoch, %d\"",
          e.getMessage(), snapshot.withheldEpoch());
      return;
    }
    var _ =
        session
            .confirmRemovals(epoch)
            .whenComplete(
                (done, failure) ->
                    LOG.infof("confirmation=%s epoch=%d", failure == null ? done : failure, epoch));
  }
}
