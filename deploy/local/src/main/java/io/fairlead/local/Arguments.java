package io.fairlead.local;

import io.fairlead.embedded.StartException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of a command line, read one after another. Not thread-safe.
public final class Arguments {
  private final Iterator<String> rest;

  /// From the first word on.
  public Arguments(List<String> words) {
    this.rest = words.iterator();
  }

  /// Whether there is one more word.
  public boolean hasNext() {
    return rest.hasNext();
  }

  /// The next word.
  public String next() {
    return rest.next();
  }

  /// All words that are left.
  public List<String> remaining() {
    var all = new ArrayList<String>();
    rest.forEachRemaining(all::add);
    return List.copyOf(all);
  }

  /// The value of an option: the next word.
  ///
  /// @throws StartException when there is none
  public String value(String option) {
    String value = rest.hasNext() ? rest.next() : "";
    // Else `--data --port 1` would make a folder of that name.
    if (value.isBlank() || value.startsWith("--")) {
      throw new StartException(option + " needs a value");
    }
    return value;
  }

  /// The value of an option that is a whole number from 0.
  ///
  /// @throws StartException when it is not, or above the highest
  public int number(String option, int highest) {
    String text = value(option);
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= highest) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw notAllowed(option, text, highest, notANumber);
    }
    throw notAllowed(option, text, highest, null);
  }

  private static StartException notAllowed(
      String option, String text, int highest, @Nullable Exception cause) {
    String message = option + " " + text + ": must be a whole number from 0 to " + highest;
    return cause == null ? new StartException(message) : new StartException(message, cause);
  }

  /// The value of an option that is a path, made absolute.
  ///
  /// @throws StartException when it is not
  public Path path(String option) {
    String text = value(option);
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new StartException(option + " " + text + ": is not a path: " + e.getReason(), e);
    }
  }
}
