package io.fairlead.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The order in which the packages are to be read: each uses only those before it.
class PackageOrderTest {
  private static final Path ROOT = Path.of("src/main/java/io/fairlead/policy/language");
  private static final List<String> ORDER =
      List.of(
          "problem",
          "limit",
          "value",
          "resource",
          "function",
          "expression",
          "content",
          "rule",
          "template",
          "definition");
  private static final Pattern USED =
      Pattern.compile("io\\.fairlead\\.policy\\.language\\.([a-z]+)\\.");

  static List<String> packages() {
    return ORDER;
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageUsesOnlyThoseBeforeIt(String name) {
    // When
    List<String> used =
        sources(name)
            .flatMap(source -> USED.matcher(source).results().map(match -> match.group(1)))
            .distinct()
            .toList();
    // Then
    assertThat(used).isSubsetOf(ORDER.subList(0, ORDER.indexOf(name) + 1));
  }

  private static Stream<String> sources(String name) {
    try (Stream<Path> files = Files.list(ROOT.resolve(name))) {
      return files.map(PackageOrderTest::text).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
