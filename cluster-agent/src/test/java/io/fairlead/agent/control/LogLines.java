package io.fairlead.agent.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// All that this process logs as information or worse, of the agent and of its libraries, with the
/// levels that the agent's settings give to them.
final class LogLines implements AutoCloseable {
  private static final String CATEGORY = "quarkus.log.category.\"";
  private static final String LEVEL = "\".level";

  private record Line(String category, String text) {}

  private final ConcurrentLinkedQueue<Line> lines = new ConcurrentLinkedQueue<>();
  private final Properties settings = settings();

  /// Two: what logs through SLF4J has loggers of its own where nobody has set up the agent's log.
  private final List<Logger> roots =
      List.of(Logger.getLogger(""), org.jboss.logmanager.Logger.getLogger(""));

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          if (record.getLevel().intValue() >= level(record.getLoggerName()).intValue()) {
            lines.add(
                new Line(
                    String.valueOf(record.getLoggerName()),
                    record.getLevel() + " " + record.getMessage() + said(record.getThrown())));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /// Listens from now on.
  LogLines() {
    roots.stream().distinct().forEach(root -> root.addHandler(handler));
  }

  private static Properties settings() {
    Properties settings = new Properties();
    try (InputStream file = LogLines.class.getResourceAsStream("/application.properties")) {
      settings.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }

  private Level level(String logger) {
    for (String category = logger; !category.isEmpty(); category = parent(category)) {
      String set = settings.getProperty(CATEGORY + category + LEVEL);
      if (set != null) {
        return org.jboss.logmanager.Level.parse(set);
      }
    }
    return Level.INFO;
  }

  private static String parent(String category) {
    return category.substring(0, Math.max(0, category.lastIndexOf('.')));
  }

  private static String said(Throwable thrown) {
    return thrown == null ? "" : " " + thrown;
  }

  /// How many lines there were so far.
  int count() {
    return lines.size();
  }

  /// How many lines each category has, and its last one.
  @Override
  public String toString() {
    Map<String, Long> counts =
        lines.stream().collect(Collectors.groupingBy(Line::category, Collectors.counting()));
    Map<String, String> last = new TreeMap<>();
    lines.forEach(line -> last.put(line.category(), line.text()));
    StringBuilder text = new StringBuilder();
    last.forEach(
        (category, line) ->
            text.append(counts.get(category))
                .append(' ')
                .append(category)
                .append(": ")
                .append(line)
                .append('\n'));
    return text.toString();
  }

  @Override
  public void close() {
    roots.forEach(root -> root.removeHandler(handler));
  }
}
