package io.fairlead.local;

import java.nio.file.Path;
import java.util.List;

/// What the JVMs of a stack need not do again at each start: their classes as they are once loaded
/// and linked, in one file for each part (the JVM's ahead-of-time cache).
///
/// A JVM itself sees whether such a file is of its JDK and its flags, and does without otherwise;
/// whether it is of the same jars, and undamaged, is seen here. Thread-safe.
@FunctionalInterface
public interface StartCache {
  /// What the JVM of a part is told; empty where there is nothing for it.
  ///
  /// @param part the part's name
  /// @param jars what the JVM loads
  List<String> flags(String part, Jars jars);

  /// Nothing.
  static StartCache none() {
    return (part, jars) -> List.of();
  }

  /// What the build has left, for the parts for which it is there, whole, and of their jars.
  ///
  /// @param home the project's root folder
  static StartCache built(Path home) {
    Path folder = home.resolve("target/start-cache");
    return (part, jars) -> {
      CacheFile file = CacheFile.of(folder, part);
      return file.isOf(jars) ? file.use() : List.of();
    };
  }

  /// Has the JVMs make it, at their orderly end, which then takes seconds.
  ///
  /// @param folder for the files
  static StartCache made(Path folder) {
    return (part, jars) -> CacheFile.of(folder, part).make();
  }
}
