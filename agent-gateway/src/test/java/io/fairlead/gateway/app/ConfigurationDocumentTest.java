package io.fairlead.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/configuration.md` lists what can be set, and nothing else.
class ConfigurationDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
  private static final String PREFIX =
      GatewayConfig.class.getAnnotation(ConfigMapping.class).prefix();

  /// @param value the default; empty when it is made at the start
  private record Setting(String key, String variable, Optional<String> value) {
    static Setting of(Method method) {
      String key =
          PREFIX + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      return new Setting(
          key,
          key.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT),
          Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value));
    }

    static Setting of(String row) {
      String[] cells = row.split("\\|", -1);
      String value = cells[3].strip();
      return new Setting(
          code(cells[1]),
          code(cells[2]),
          value.startsWith("`") ? Optional.of(code(value)) : Optional.empty());
    }

    private static String code(String cell) {
      return cell.strip().replace("`", "");
    }
  }

  @Test
  void every_setting_is_listed_with_its_variable_and_default_and_no_other() throws IOException {
    // Given
    List<Setting> listed =
        Files.readAllLines(DOCUMENT).stream()
            .filter(line -> line.startsWith("| `" + PREFIX + "."))
            .map(Setting::of)
            .toList();

    // When
    Map<String, Setting> settings =
        Arrays.stream(GatewayConfig.class.getDeclaredMethods())
            .map(Setting::of)
            .collect(Collectors.toMap(Setting::key, Function.identity()));

    // Then
    assertThat(listed).containsExactlyInAnyOrderElementsOf(settings.values());
  }
}
