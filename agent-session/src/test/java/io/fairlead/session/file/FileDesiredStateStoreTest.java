package io.fairlead.session.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.session.core.Fixtures;
import io.fairlead.session.desired.DesiredState;
import io.fairlead.session.desired.DesiredStateStore.Durability;
import io.fairlead.session.desired.HeldConfiguration;
import io.fairlead.session.desired.StateChange;
import io.fairlead.session.desired.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDesiredStateStoreTest {
  @TempDir Path directory;

  @Test
  void survivesARestart() {
    // Given
    DesiredState state = open();
    state.commit(batch(1));
    state.commit(batch(2));
    state.close();
    // When
    DesiredState again = open();
    // Then
    assertThat(again.held().digest()).isEqualTo(state.held().digest());
    assertThat(again.held().epoch()).isEqualTo(2);
    again.close();
  }

  @Test
  void keepsWholeBatchesWhereverALogIsCut() throws IOException {
    // Given
    List<String> digests = new ArrayList<>();
    DesiredState state = open();
    long first = size();
    digests.add(state.held().digest().toString());
    for (int number = 1; number <= 2; number++) {
      state.commit(batch(number));
      digests.add(state.held().digest().toString());
    }
    state.close();
    byte[] log = Files.readAllBytes(log());
    List<String> recovered = new ArrayList<>();
    // Waiting for the disk is not what this is about.
    LimitedDisk forgetful = new LimitedDisk();
    forgetful.skipForce = true;
    // When
    for (int length = (int) first; length <= log.length; length++) {
      Files.write(log(), java.util.Arrays.copyOf(log, length));
      DesiredState cut = DesiredState.load(FileDesiredStateStore.open(directory, forgetful));
      recovered.add(cut.held().digest().toString());
      cut.close();
    }
    // Then
    assertThat(recovered.stream().distinct().toList()).isEqualTo(digests);
  }

  @Test
  void goesOnWritingBehindACut() throws IOException {
    // Given
    DesiredState state = open();
    state.commit(batch(1));
    state.close();
    Files.write(
        log(),
        new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        java.nio.file.StandardOpenOption.APPEND);
    DesiredState cut = open();
    cut.commit(batch(2));
    cut.close();
    // When
    DesiredState again = open();
    // Then
    assertThat(again.held().held()).hasSize(2);
    again.close();
  }

  @Test
  void refusesALogThatIsDamagedBeforeAForcedBatch() throws IOException {
    // Given
    DesiredState state = open();
    long first = size();
    state.commit(batch(1));
    state.commit(batch(2));
    state.close();
    byte[] log = Files.readAllBytes(log());
    log[(int) first + 20] ^= 1;
    Files.write(log(), log);
    // When
    var loading = org.assertj.core.api.Assertions.catchThrowable(this::open);
    // Then
    assertThat(loading)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged at byte " + first);
  }

  @Test
  void refusesADamagedSnapshot() throws IOException {
    // Given
    open().close();
    Files.write(log(), new byte[] {1, 2, 3});
    // When
    var loading = org.assertj.core.api.Assertions.catchThrowable(this::open);
    // Then
    assertThat(loading).isInstanceOf(StoreException.class).hasMessageContaining("damaged");
  }

  @Test
  void refusesASecondAgent() {
    // Given
    DesiredState state = open();
    // When, Then
    assertThatThrownBy(() -> FileDesiredStateStore.open(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("in use by another agent");
    state.close();
  }

  @Test
  void keepsTheLastGoodStateWhenTheDiskIsFull() {
    // Given
    LimitedDisk disk = new LimitedDisk();
    DesiredState state = DesiredState.load(FileDesiredStateStore.open(directory, disk));
    state.commit(batch(1));
    disk.left = 10;
    assertThatThrownBy(() -> state.commit(batch(2)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("No space left on device");
    disk.left = Long.MAX_VALUE;
    // When
    state.commit(batch(3));
    // Then
    state.close();
    DesiredState again = open();
    assertThat(again.held().held())
        .extracting(HeldConfiguration::id)
        .containsExactly(Fixtures.id(1), Fixtures.id(3));
    again.close();
  }

  @Test
  void refusesEverythingWhileTheDiskDoesNotConfirmAWrite() {
    // Given
    LimitedDisk disk = new LimitedDisk();
    DesiredState state = DesiredState.load(FileDesiredStateStore.open(directory, disk));
    state.commit(batch(1));
    disk.failForce = true;
    assertThatThrownBy(() -> state.commit(batch(2))).isInstanceOf(StoreException.class);
    // When
    var again = org.assertj.core.api.Assertions.catchThrowable(() -> state.commit(batch(3)));
    // Then
    assertThat(again).isInstanceOf(StoreException.class).hasMessageContaining("Input/output error");
    assertThat(state.fault().orElseThrow()).contains("the disk did not confirm a write");
    assertThat(directory.resolve("state.log.new")).doesNotExist();
    state.close();
    DesiredState reopened = open();
    assertThat(reopened.held().held())
        .extracting(HeldConfiguration::id)
        .containsExactly(Fixtures.id(1));
    reopened.close();
  }

  @Test
  void storesAgainOnceTheDiskConfirmsWritesAgain() {
    // Given
    LimitedDisk disk = new LimitedDisk();
    DesiredState state = DesiredState.load(FileDesiredStateStore.open(directory, disk));
    state.commit(batch(1));
    disk.failForce = true;
    assertThatThrownBy(() -> state.commit(batch(2))).isInstanceOf(StoreException.class);
    disk.failForce = false;
    // When
    state.commit(batch(3));
    // Then
    assertThat(state.fault()).isEmpty();
    state.close();
    DesiredState again = open();
    assertThat(again.held().held())
        .extracting(HeldConfiguration::id)
        .containsExactly(Fixtures.id(1), Fixtures.id(3));
    again.close();
  }

  @Test
  void storesAnewWhatADiskLostThatDidNotConfirmIt() {
    // Given
    LimitedDisk disk = new LimitedDisk();
    DesiredState state = DesiredState.load(FileDesiredStateStore.open(directory, disk));
    state.commit(batch(1));
    state.note(
        List.of(new StateChange.Report(Fixtures.status(Fixtures.active(1, 1).version(), "m"))));
    disk.failForce = true;
    disk.loseUnforced = true;
    assertThatThrownBy(() -> state.commit(batch(2))).isInstanceOf(StoreException.class);
    disk.failForce = false;
    // When
    state.commit(batch(3));
    // Then
    state.close();
    DesiredState again = open();
    assertThat(again.held().held()).hasSize(2);
    assertThat(again.held().reports()).hasSize(1);
    again.close();
  }

  @Test
  void mendsItselfWithoutAnythingToStore() {
    // Given
    LimitedDisk disk = new LimitedDisk();
    DesiredState state = DesiredState.load(FileDesiredStateStore.open(directory, disk));
    disk.failForce = true;
    assertThatThrownBy(() -> state.commit(batch(1))).isInstanceOf(StoreException.class);
    disk.failForce = false;
    // When
    state.mend();
    // Then
    assertThat(state.fault()).isEmpty();
    state.close();
  }

  @Test
  void staysSmallHoweverOftenTheSameIsReported() throws IOException {
    // Given
    DesiredState state = open();
    state.commit(batch(1));
    StateChange.Report report =
        new StateChange.Report(Fixtures.status(Fixtures.active(1, 1).version(), "m".repeat(1000)));
    // When
    IntStream.range(0, 3000).forEach(time -> state.note(List.of(report)));
    // Then
    assertThat(size()).isLessThan(1024 * 1024);
    state.close();
    DesiredState again = open();
    assertThat(again.held().reports()).hasSize(1);
    again.close();
  }

  @Test
  void keepsABatchThatIsForTheProcessAlone() {
    // Given
    FileDesiredStateStore store = FileDesiredStateStore.open(directory);
    store.load(change -> {});
    // When
    store.append(batch(1), Durability.PROCESS);
    // Then
    store.close();
    DesiredState again = open();
    assertThat(again.held().held()).hasSize(1);
    again.close();
  }

  private DesiredState open() {
    FileDesiredStateStore store = FileDesiredStateStore.open(directory);
    try {
      return DesiredState.load(store);
    } catch (StoreException e) {
      store.close();
      throw e;
    }
  }

  private Path log() {
    return directory.resolve("state.log");
  }

  private long size() throws IOException {
    return Files.size(log());
  }

  private static List<StateChange> batch(int number) {
    return List.of(
        new StateChange.Adopt(number),
        new StateChange.Hold(
            new HeldConfiguration(
                Fixtures.id(number),
                Fixtures.uid(0),
                number,
                1,
                io.fairlead.contract.event.Lifecycle.Active,
                Fixtures.active(number, number).properties(),
                false)));
  }

  /// Files on a disk that can be full or broken.
  private static final class LimitedDisk implements StateFile.Opener {
    private long left = Long.MAX_VALUE;
    private boolean failForce;
    private boolean loseUnforced;
    private boolean skipForce;

    @Override
    public StateFile open(Path path) throws IOException {
      StateFile real = StateFile.REAL.open(path);
      return new StateFile() {
        private long forced;
        private long end;

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
          end = position + bytes.remaining();
          if (bytes.remaining() > left) {
            bytes.limit(bytes.position() + (int) left);
            real.write(bytes, position);
            throw new IOException("No space left on device");
          }
          real.write(bytes, position);
        }

        @Override
        public void force() throws IOException {
          if (failForce) {
            if (loseUnforced) {
              real.write(ByteBuffer.allocate((int) (end - forced)), forced);
            }
            throw new IOException("Input/output error");
          }
          if (!skipForce) {
            real.force();
          }
          forced = end;
        }

        @Override
        public void truncate(long size) throws IOException {
          real.truncate(size);
        }

        @Override
        public void close() throws IOException {
          real.close();
        }
      };
    }
  }
}
