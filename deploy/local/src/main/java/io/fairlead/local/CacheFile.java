package io.fairlead.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/// The ahead-of-time cache of one part, and beside it its seal: which jars it is of, its size and
/// its checksum. The JVM compares none of them: of other jars it would run what those were when the
/// file was made, and of a damaged one it may crash.
///
/// @param file where it is
record CacheFile(Path file) {
  /// The JVM says in several lines that a cache does not fit, though it does without.
  private static final String SILENT = "-Xlog:aot*=off";

  static CacheFile of(Path folder, String part) {
    return new CacheFile(folder.resolve(part + ".aot"));
  }

  /// What a JVM is told to start with it.
  List<String> use() {
    return List.of("-XX:AOTCache=" + file, SILENT);
  }

  /// What a JVM is told to make it.
  List<String> make() {
    return List.of("-XX:AOTCacheOutput=" + file, SILENT);
  }

  /// Whether it is there, as it was sealed, and of these jars as they are now. What cannot be read
  /// is not.
  boolean isOf(Jars jars) {
    try {
      return Files.exists(seal())
          && Files.exists(file)
          && Files.readString(seal()).equals(sealFor(jars.fingerprint()));
    } catch (IOException unreadable) {
      return false;
    }
  }

  /// Has it on the disk, and then its seal. Without effect where it was not made.
  ///
  /// @param fingerprint of the jars, taken before the JVM started that made it
  /// @throws IOException when that cannot be written
  void seal(String fingerprint) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.writeString(seal(), sealFor(fingerprint));
  }

  private Path seal() {
    return file.resolveSibling(file.getFileName() + ".seal");
  }

  private String sealFor(String fingerprint) throws IOException {
    try (var channel = FileChannel.open(file)) {
      var sum = new CRC32C();
      sum.update(channel.map(MapMode.READ_ONLY, 0, channel.size()));
      return fingerprint + " " + channel.size() + " " + sum.getValue() + "\n";
    }
  }
}
