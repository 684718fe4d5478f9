package io.fairlead.systemtest.tree;

import static java.util.stream.Collectors.toCollection;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The environment variables of a service, as the interface says that its settings are read by.
final class Settings {
  private static final Pattern PREFIX =
      Pattern.compile("@ConfigMapping\\(prefix = \"([a-z.]+)\"\\)");
  private static final Pattern SETTING =
      Pattern.compile("(?m)^( +)[\\w.<>]+ (\\w+)\\(\\);|^ +interface (\\w+) ");
  private static final Pattern GROUP = Pattern.compile("(?m)^  (\\w+) (\\w+)\\(\\);");

  private Settings() {}

  /// The variables of the mapping in the file, `FAIRLEAD_API_TOKEN_FILE` for `tokenFile()`.
  static Set<String> of(String file) {
    String source = Tree.text(file);
    Matcher mapping = PREFIX.matcher(source);
    if (!mapping.find()) {
      throw new IllegalArgumentException(file + " is no @ConfigMapping");
    }
    String prefix = mapping.group(1);
    return inInterfaces(source, prefix).collect(toCollection(TreeSet::new));
  }

  /// Settings of the interface itself, and of those inside it under the name of who returns them.
  private static Stream<String> inInterfaces(String source, String prefix) {
    Stream.Builder<String> found = Stream.builder();
    String inner = "";
    Matcher setting = SETTING.matcher(source);
    while (setting.find()) {
      if (setting.group(3) != null) {
        inner = returning(source, setting.group(3)) + ".";
      } else if (!source.contains("interface " + typeOf(source, setting) + " ")) {
        found.add(variable(prefix + "." + inner + setting.group(2)));
      }
    }
    return found.build();
  }

  private static String typeOf(String source, Matcher setting) {
    return source.substring(setting.start(), setting.end()).strip().split(" ", 2)[0];
  }

  private static String returning(String source, String type) {
    return GROUP
        .matcher(source)
        .results()
        .filter(method -> method.group(1).equals(type))
        .map(method -> method.group(2))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing returns " + type));
  }

  private static String variable(String setting) {
    return setting.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
