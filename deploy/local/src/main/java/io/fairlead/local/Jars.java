package io.fairlead.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files that a JVM loads its classes from.
///
/// @param command what it is told of them, as it is told
/// @param roots the files, and folders with all that is in them; those that are missing count as
///     empty
record Jars(String command, List<Path> roots) {
  Jars {
    roots = List.copyOf(roots);
  }

  /// Of a program that the build has left in a folder of its own; of any other, none are known.
  static Jars of(ServiceProgram program) {
    return program
        .jar()
        .map(jar -> new Jars(jar.toString(), List.of(jar.toAbsolutePath().getParent())))
        .orElseGet(() -> new Jars(String.join(" ", program.javaArguments()), List.of()));
  }

  /// Of this JVM, which the broker's has too: its class path, and the folders `lib` that the jars
  /// in it name.
  static Jars ofThisJvm() {
    String path = System.getProperty("java.class.path");
    return new Jars(
        path,
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(path)
            .map(entry -> Path.of(entry).toAbsolutePath())
            .flatMap(entry -> Stream.of(entry, entry.resolveSibling("lib")))
            .distinct()
            .toList());
  }

  /// Tells these files, as they are now, and the JDK from any other: by names, sizes and times.
  ///
  /// @throws IOException when they cannot be listed
  String fingerprint() throws IOException {
    var lines = new TreeSet<String>();
    for (Path root : roots) {
      if (Files.exists(root)) {
        try (Stream<Path> files = Files.walk(root)) {
          files.filter(Files::isRegularFile).map(Jars::line).forEach(lines::add);
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }
    }
    return digest(
        String.join(
            "\n",
            System.getProperty("java.home"),
            System.getProperty("java.vm.version"),
            command,
            String.join("\n", lines)));
  }

  private static String line(Path file) {
    try {
      return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
