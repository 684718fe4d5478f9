package io.fairlead.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The PostgreSQL programs, unpacked once per user and version into a cache folder.
final class PostgresBinaries {
  private static final String VERSION = "17.6";
  private static final int EXECUTABLE_BITS = 0b001_001_001;

  private final Path home;

  private PostgresBinaries(Path home) {
    this.home = home;
  }

  /// Unpacks them where that was not done yet. Several processes may call this at the same time.
  ///
  /// @param own where to unpack them for a user who has no home
  /// @throws StartException when there are none for this platform, or the cache cannot be written
  static PostgresBinaries unpacked(Path own) {
    return unpackedIn(cache(own));
  }

  /// As [#unpacked(Path)], into a folder of the caller's.
  static PostgresBinaries unpackedIn(Path cache) {
    String platform = platform();
    Path home = cache.resolve("postgresql-" + VERSION + "-" + platform);
    if (!Files.isDirectory(home)) {
      try {
        Files.createDirectories(cache);
        unpackAlone(cache, home, platform);
      } catch (IOException e) {
        throw new StartException("cannot unpack PostgreSQL into " + home + " (" + e + ")", e);
      }
    }
    return new PostgresBinaries(home);
  }

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  private static void unpackAlone(Path cache, Path home, String platform) throws IOException {
    try (var channel =
            FileChannel.open(
                cache.resolve(home.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      if (lock.isValid() && !Files.isDirectory(home)) {
        Path unfinished = cache.resolve(home.getFileName() + ".unfinished");
        deleteTree(unfinished);
        unpack("/postgres-" + platform + ".txz", unfinished);
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static void unpack(String resource, Path target) throws IOException {
    try (InputStream archive = PostgresBinaries.class.getResourceAsStream(resource)) {
      if (archive == null) {
        throw new StartException(
            "PostgreSQL is not available for this platform: no " + resource + " on the class path");
      }
      try (var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
          write(tar, e, target);
        }
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("archive entry leaves its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path);
    if ((entry.getMode() & EXECUTABLE_BITS) != 0) {
      Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(path, permissions);
    }
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (var paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String family = os.startsWith("mac") ? "darwin" : os.split(" ", -1)[0];
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> family + "-x86_64";
      case "aarch64" -> family + "-arm_64";
      case String other -> family + "-" + other;
    };
  }

  /// The user's own cache, shared by everything that runs PostgreSQL; for a user without a home, as
  /// in many containers, a folder of the one who asks.
  private static Path cache(Path own) {
    String property = System.getProperty("fairlead.cache");
    if (property != null) {
      return Path.of(property).toAbsolutePath();
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    if (xdg != null && !xdg.isBlank()) {
      return Path.of(xdg, "fairlead").toAbsolutePath();
    }
    Path home = Path.of(System.getProperty("user.home"));
    return Files.isWritable(home)
        ? home.resolve(".cache/fairlead").toAbsolutePath()
        : own.toAbsolutePath();
  }
}
