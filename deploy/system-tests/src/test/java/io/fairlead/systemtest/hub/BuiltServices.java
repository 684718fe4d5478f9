package io.fairlead.systemtest.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The services as the build left them. These tests run those as they are: stale ones would be
/// tested in place of what is written.
public final class BuiltServices {
  private static final List<String> SERVICES =
      List.of("config-api", "agent-gateway", "policy-engine", "cluster-agent");
  private static final Set<String> NO_SOURCES = Set.of("target", "node_modules");

  private BuiltServices() {}

  /// Passes when every service is built from the sources as they are now.
  ///
  /// @param home the project's root folder
  /// @throws AssertionError otherwise, saying which is not
  public static void requireUpToDate(Path home) {
    List<Path> sources = mainSources(home);
    for (String service : SERVICES) {
      Path built = home.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
      if (!Files.exists(built)) {
        throw new AssertionError(service + " is not built: run ./fairlead build");
      }
      FileTime when = modified(built);
      sources.stream()
          .filter(source -> modified(source).compareTo(when) > 0)
          .findFirst()
          .ifPresent(
              newer -> {
                throw new AssertionError(
                    "%s is older than %s: run ./fairlead build"
                        .formatted(service, home.relativize(newer)));
              });
    }
  }

  private static List<Path> mainSources(Path home) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          home,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = folder.getFileName().toString();
              boolean skipped =
                  NO_SOURCES.contains(name) || (name.startsWith(".") && !folder.equals(home));
              return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (home.relativize(file).toString().contains("src/main/")) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
