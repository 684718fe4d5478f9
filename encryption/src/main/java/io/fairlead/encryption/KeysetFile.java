package io.fairlead.encryption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Where a keyset is kept: a file in Tink's JSON format that nobody but its owner may read. In a
/// volume of Kubernetes its group may read it too.
///
/// @param path the file
/// @param setting the setting that names it, for messages
public record KeysetFile(Path path, String setting) {
  private static final long MOST_BYTES = 64 * 1024;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /// Reads it. Blocks on the file system.
  ///
  /// @throws KeysetException when it is not there, may be read or written by others, or is no
  ///     keyset; says what to do
  public Keyset read() {
    try {
      if (!Files.isRegularFile(path)) {
        throw unusable(Files.exists(path) ? "is no file" : "is not there");
      }
      FileAccess.objectionTo(path)
          .ifPresent(
              objection -> {
                throw unusable(objection);
              });
      if (Files.size(path) > MOST_BYTES) {
        throw unusable("has more than " + MOST_BYTES + " bytes");
      }
      return parse(Files.readAllBytes(path));
    } catch (IOException e) {
      throw unusable(unreadable(e));
    }
  }

  private Keyset parse(byte[] content) {
    try {
      return Keyset.parse(new String(content, StandardCharsets.UTF_8));
    } catch (KeysetException e) {
      throw unusable(String.valueOf(e.getMessage()));
    }
  }

  /// Makes it with one new key, unless something is there. Its folder is there already.
  ///
  /// @return whether it was made
  /// @throws KeysetException when it cannot be written
  public boolean createIfMissing() {
    return locked(
        () -> {
          if (Files.exists(path)) {
            return false;
          }
          write(Keyset.generate());
          return true;
        });
  }

  /// Replaces it by what is made of it, in one step. Nobody else changes it meanwhile.
  ///
  /// @return what it is now
  /// @throws KeysetException when it cannot be read or written, or the change is refused
  public Keyset change(UnaryOperator<Keyset> change) {
    if (FileAccess.isMounted(path)) {
      throw unusable("is mounted from Kubernetes: change a copy and then the Secret");
    }
    return locked(
        () -> {
          Keyset changed = change.apply(read());
          write(changed);
          return changed;
        });
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  /// Alone among all processes that change it. Their lock stays on the disk: one that is deleted
  /// could be held twice.
  private <T> T locked(Work<T> work) {
    try (var channel =
            FileChannel.open(
                sibling(".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                OWNER_ONLY);
        var _ = channel.lock()) {
      return work.run();
    } catch (IOException e) {
      throw unusable("cannot be written: " + unreadable(e));
    }
  }

  /// It is never readable by others, not even while it is written, and is whole after a loss of
  /// power.
  private void write(Keyset keyset) throws IOException {
    Path unfinished = sibling(".unfinished");
    Files.deleteIfExists(unfinished);
    try (var channel =
        FileChannel.open(
            unfinished,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OWNER_ONLY)) {
      var content = ByteBuffer.wrap(keyset.toJson().getBytes(StandardCharsets.UTF_8));
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(
        unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path sibling(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private KeysetException unusable(String reason) {
    return new KeysetException(this + " " + reason);
  }

  private static String unreadable(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "this process may not";
      case NoSuchFileException _ -> "is not there";
      default -> "cannot be read (" + e.getClass().getSimpleName() + ")";
    };
  }

  /// For messages.
  @Override
  public String toString() {
    return "the keyset " + path + " (" + setting + ")";
  }
}
