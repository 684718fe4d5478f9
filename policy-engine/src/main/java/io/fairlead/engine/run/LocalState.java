package io.fairlead.engine.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// The directory for working state: one folder for each application that ran here, and the name of
/// this engine.
///
/// @param directory created where it is missing
record LocalState(Path directory) {
  private static final String INSTANCE = "instance";

  /// The name of this engine, made up on first use.
  ///
  /// @throws IllegalStateException when the directory cannot be written
  String instance() {
    create();
    Path file = directory.resolve(INSTANCE);
    try {
      if (Files.exists(file)) {
        String kept = Files.readString(file).strip();
        if (!kept.isEmpty()) {
          return kept;
        }
      }
      String made = UUID.randomUUID().toString();
      Files.writeString(file, made);
      return made;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// Deletes what applications of that prefix left here, but for one.
  ///
  /// @throws IllegalStateException when that cannot be done
  void deleteOthers(String prefix, String kept) {
    create();
    try (Stream<Path> all = Files.list(directory)) {
      List<Path> others =
          all.filter(
                  path -> {
                    String name = path.getFileName().toString();
                    return name.startsWith(prefix) && !name.equals(kept);
                  })
              .toList();
      for (Path other : others) {
        delete(other);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void create() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private IllegalStateException unusable(IOException cause) {
    return new IllegalStateException(
        "fairlead.engine.state-dir cannot be written: %s (%s)".formatted(directory, cause), cause);
  }
}
