package io.fairlead.encryption;

import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Who may read a file of keys. Its owner alone; of a volume that Kubernetes mounts, its group too,
/// since `fsGroup` is how a process that is not root is let in: the volume is of one pod alone, and
/// nobody can write there. Others never.
final class FileAccess {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);

  private FileAccess() {}

  /// What is wrong with who may read or write the file; empty when nothing is.
  static Optional<String> objectionTo(Path file) throws IOException {
    Set<PosixFilePermission> granted;
    try {
      granted = Files.getPosixFilePermissions(file);
    } catch (UnsupportedOperationException e) {
      return Optional.of("is on a file system that does not tell who may read it");
    }
    var others = EnumSet.noneOf(PosixFilePermission.class);
    others.addAll(granted);
    others.removeAll(OWNER);
    boolean mounted = isMounted(file);
    if (mounted) {
      others.remove(GROUP_READ);
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "may be used by others than its owner (%s): allowed is %s"
                .formatted(
                    PosixFilePermissions.toString(granted),
                    mounted ? "rw-r-----, mode 0440 of the volume" : "rw-------, chmod 600"));
  }

  /// Whether Kubernetes put it there: its volumes of Secrets link each file through `..data` to a
  /// folder that is exchanged as a whole.
  static boolean isMounted(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || !Files.isSymbolicLink(file)) {
      return false;
    }
    Path data = parent.resolve("..data");
    try {
      return Files.isSymbolicLink(data) && file.toRealPath().startsWith(data.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
