package io.fairlead.contract.operator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads arguments of `helm install` as far as they set values: `--set a.b=c,d=e` and
/// `--set-string`, any number of them, in one line of [Words].
///
/// In a name or a value, a backslash makes the next character an ordinary one: `\,` does not end a
/// value. `\.` in a name stays as it is, so that it does not pass for a step into the values.
final class HelmArguments {
  private static final String ALLOWED = "allowed are --set name=value and --set-string name=value";

  /// One value that is set.
  ///
  /// @param value null when the chart's own is asked for
  record Assignment(String name, @Nullable String value) {}

  private final String text;
  private final boolean typed;
  private final List<Assignment> assignments = new ArrayList<>();
  private int position;

  private HelmArguments(String text, boolean typed) {
    this.text = text;
    this.typed = typed;
  }

  /// What the arguments set, in their order: a later assignment replaces an earlier one.
  ///
  /// @throws InvalidSettingException when they are malformed or do anything else
  static List<Assignment> parse(String line) {
    var words = Words.of(line);
    var assignments = new ArrayList<Assignment>();
    for (var i = 0; i < words.size(); i++) {
      var word = words.get(i);
      var equals = word.indexOf('=');
      var flag = equals < 0 ? word : word.substring(0, equals);
      if (!flag.equals("--set") && !flag.equals("--set-string")) {
        throw refused(word, flag);
      }
      String text;
      if (equals >= 0) {
        text = word.substring(equals + 1);
      } else if (i + 1 < words.size()) {
        i++;
        text = words.get(i);
      } else {
        throw invalid("ends with %s and sets nothing; %s.".formatted(flag, ALLOWED));
      }
      assignments.addAll(new HelmArguments(text, flag.equals("--set")).read());
    }
    return List.copyOf(assignments);
  }

  private List<Assignment> read() {
    do {
      var name = name();
      assignments.add(new Assignment(name, value(name)));
    } while (position < text.length());
    return assignments;
  }

  private String name() {
    var name = new StringBuilder();
    for (; position < text.length() && text.charAt(position) != '='; position++) {
      var c = text.charAt(position);
      if (c == ',') {
        throw invalid(
            "has '%s', which sets nothing; write name=value, and '\\,' for a comma in a value."
                .formatted(name));
      }
      if (c == '\\' && position + 1 < text.length()) {
        position++;
        c = text.charAt(position);
        name.append(c == '.' ? "\\." : String.valueOf(c));
      } else {
        name.append(c);
      }
    }
    if (position == text.length()) {
      throw invalid(
          "has '%s', which sets nothing; write name=value, and '\\,' for a comma in a value."
              .formatted(name));
    }
    if (name.isEmpty()) {
      throw invalid("sets a value without a name in '%s'; write name=value.".formatted(text));
    }
    position++;
    return name.toString();
  }

  private @Nullable String value(String name) {
    var value = new StringBuilder();
    if (position < text.length() && text.charAt(position) == '{') {
      throw invalid(
          "sets '%s' to a list ('{…}'), and no supported value is one; write '\\{' for the character itself."
              .formatted(name));
    }
    var start = position;
    for (; position < text.length() && text.charAt(position) != ','; position++) {
      if (text.charAt(position) == '\\' && position + 1 < text.length()) {
        position++;
      }
      value.append(text.charAt(position));
    }
    var isNull = typed && text.substring(start, position).equals("null");
    position++;
    return isNull ? null : value.toString();
  }

  private static InvalidSettingException refused(String word, String flag) {
    return switch (flag) {
      case "-f", "--values", "--set-file" ->
          invalid(
              "has %s, which reads a file, and there is none in the cluster; %s."
                  .formatted(flag, ALLOWED));
      default ->
          invalid(
              word.startsWith("-")
                  ? "has %s, which is not supported; %s.".formatted(flag, ALLOWED)
                  : "has '%s' where an argument is expected; %s.".formatted(word, ALLOWED));
    };
  }

  static InvalidSettingException invalid(String problem) {
    return new InvalidSettingException(problem);
  }
}
