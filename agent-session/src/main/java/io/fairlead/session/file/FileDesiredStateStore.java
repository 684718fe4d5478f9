package io.fairlead.session.file;

import io.fairlead.session.desired.DesiredStateStore;
import io.fairlead.session.desired.StateChange;
import io.fairlead.session.desired.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps an agent's state in one directory: `state.log`, a snapshot with the batches appended since
/// (see [StateLog]), and `lock`, which keeps a second agent out.
///
/// A batch that could not be written whole (a full disk) is cut off again and refused; the state
/// before it stays. When even that fails, or the disk does not confirm a write, nobody knows what
/// is on it: the store then refuses everything until [#compact] has put the whole state into a new
/// file. Used from one thread at a time.
public final class FileDesiredStateStore implements DesiredStateStore {
  private static final Logger LOG = Logger.getLogger(FileDesiredStateStore.class);
  private static final String NAME = "state.log";
  private static final long COMPACT_FROM = 256 * 1024;
  private static final int COMPACT_GROWTH = 4;
  private static final int PART_CHANGES = 64;

  private final StateDirectory directory;
  private final StateFile.Opener opener;
  private @Nullable StateFile file;
  private long snapshotEnd;
  private long end;
  private long compactAt;
  private @Nullable String broken;

  private FileDesiredStateStore(StateDirectory directory, StateFile.Opener opener) {
    this.directory = directory;
    this.opener = opener;
  }

  /// Takes a directory, creating it where it is missing.
  ///
  /// @throws StoreException when another agent has it, or it cannot be written
  public static FileDesiredStateStore open(Path directory) {
    return open(directory, StateFile.REAL);
  }

  static FileDesiredStateStore open(Path directory, StateFile.Opener opener) {
    return new FileDesiredStateStore(StateDirectory.take(directory), opener);
  }

  @Override
  public void load(Consumer<StateChange> into) {
    Path path = directory.file(NAME);
    try {
      if (!Files.exists(path)) {
        replaceBy(List.of());
        return;
      }
      ByteBuffer log = ByteBuffer.wrap(Files.readAllBytes(path));
      StateLog.Ends ends = StateLog.read(log, into);
      file = opener.open(path);
      took(ends.snapshotEnd(), ends.end());
      if (ends.end() < log.limit()) {
        LOG.infof(
            "state=cut file=%s at=%d bytes=%d reason=\"a batch was not written whole\"",
            path, ends.end(), log.limit() - ends.end());
        file.truncate(ends.end());
        file.force();
      }
    } catch (IOException e) {
      throw new StoreException("the state log cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void append(List<StateChange> batch, Durability durability) {
    StateFile log = usable();
    StateLog.Kind kind =
        switch (durability) {
          case POWER -> StateLog.Kind.FORCED;
          case PROCESS -> StateLog.Kind.UNFORCED;
        };
    ByteBuffer record = StateLog.record(kind, batch);
    int length = record.remaining();
    try {
      log.write(record, end);
    } catch (IOException e) {
      cutBack(log, e);
      throw new StoreException("the state cannot be stored: " + e.getMessage(), e);
    }
    if (kind == StateLog.Kind.FORCED) {
      force(log);
    }
    end += length;
  }

  private void cutBack(StateFile log, IOException cause) {
    try {
      log.truncate(end);
    } catch (IOException e) {
      cause.addSuppressed(e);
      broke("a batch that failed could not be cut off: " + e.getMessage());
    }
  }

  private void force(StateFile log) {
    try {
      log.force();
    } catch (IOException e) {
      broke("the disk did not confirm a write: " + e.getMessage());
      cutBack(log, e);
      throw new StoreException("the state cannot be stored: " + e.getMessage(), e);
    }
  }

  private void broke(String how) {
    if (broken == null) {
      LOG.errorf("state=broken file=%s reason=\"%s\"", directory.file(NAME), how);
      broken = how;
    }
  }

  private StateFile usable() {
    if (broken != null) {
      throw new StoreException("the state cannot be stored: " + broken);
    }
    return opened();
  }

  private StateFile opened() {
    StateFile log = file;
    if (log == null) {
      throw new StoreException("the state log is not open");
    }
    return log;
  }

  @Override
  public Optional<String> fault() {
    return Optional.ofNullable(broken);
  }

  @Override
  public boolean worthCompacting() {
    return end >= compactAt;
  }

  @Override
  public void compact(List<StateChange> whole) {
    opened();
    try {
      replaceBy(whole);
    } catch (IOException e) {
      // The next try comes when there is twice as much, not at once again.
      compactAt = end * 2;
      throw new StoreException("the state log cannot be rewritten: " + e.getMessage(), e);
    }
  }

  private void replaceBy(List<StateChange> whole) throws IOException {
    Path next = directory.file(NAME + ".new");
    Files.deleteIfExists(next);
    StateFile written = opener.open(next);
    long length;
    try {
      length = writeSnapshot(written, whole);
      written.force();
      Files.move(next, directory.file(NAME), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      discard(written, next, e);
      throw e;
    }
    StateFile former = file;
    file = written;
    broken = null;
    took(length, length);
    try {
      directory.force();
    } catch (IOException e) {
      broke("the disk did not confirm a renaming: " + e.getMessage());
      throw e;
    } finally {
      closeFormer(former);
    }
  }

  /// Half a snapshot is of no use, and a full disk needs its room.
  private static void discard(StateFile written, Path next, IOException cause) {
    try (written) {
      Files.deleteIfExists(next);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static void closeFormer(@Nullable StateFile former) {
    if (former == null) {
      return;
    }
    try {
      former.close();
    } catch (IOException e) {
      LOG.warnf("state=former-not-closed reason=\"%s\"", e);
    }
  }

  private static long writeSnapshot(StateFile to, List<StateChange> whole) throws IOException {
    long at = write(to, StateLog.format(), 0);
    for (int from = 0; from < whole.size(); from += PART_CHANGES) {
      List<StateChange> part =
          new ArrayList<>(whole.subList(from, Math.min(whole.size(), from + PART_CHANGES)));
      at = write(to, StateLog.record(StateLog.Kind.PART, part), at);
    }
    return write(to, StateLog.record(StateLog.Kind.END, List.of()), at);
  }

  private static long write(StateFile to, ByteBuffer bytes, long at) throws IOException {
    int length = bytes.remaining();
    to.write(bytes, at);
    return at + length;
  }

  private void took(long snapshot, long whole) {
    snapshotEnd = snapshot;
    end = whole;
    compactAt = Math.max(COMPACT_FROM, snapshotEnd * COMPACT_GROWTH);
  }

  @Override
  public void close() {
    try (directory) {
      StateFile log = file;
      file = null;
      if (log != null) {
        log.close();
      }
    } catch (IOException e) {
      throw new StoreException("the state log cannot be closed: " + e.getMessage(), e);
    }
  }
}
