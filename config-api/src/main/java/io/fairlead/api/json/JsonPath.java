package io.fairlead.api.json;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where in a document something is, written as a person would: `properties.gitRepository.url`,
/// `properties.kustomizations.apps.dependsOn[0]`, `tags['cost.center']`. The root is the empty
/// string. Immutable. Equal to every path that is written alike.
public final class JsonPath {
  /// The document itself.
  public static final JsonPath ROOT = new JsonPath(null, new Step.Written(""));

  private static final int LONGEST_NAME = 128;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_\\-]+");

  private final @Nullable JsonPath parent;
  private final Step step;

  /// What leads from one to the next. It is written when somebody asks: a path is made for all that
  /// is looked at, and most of it has no fault.
  private sealed interface Step {
    record Child(String name) implements Step {}

    record At(int index) implements Step {}

    record Written(String path) implements Step {}
  }

  private JsonPath(@Nullable JsonPath parent, Step step) {
    this.parent = parent;
    this.step = step;
  }

  /// The member `name` of this object. A name of other than letters, digits, `-` and `_` is
  /// quoted; one of over 128 characters is shortened, because clients choose these names and
  /// errors repeat them.
  public JsonPath child(String name) {
    return new JsonPath(this, new Step.Child(name));
  }

  /// The element `index` of this array, counted from 0.
  public JsonPath at(int index) {
    return new JsonPath(this, new Step.At(index));
  }

  /// What has this path from here on.
  ///
  /// @param path written like this one, such as `if.allOf[1]`; empty for here
  public JsonPath within(String path) {
    return path.isEmpty() ? this : new JsonPath(this, new Step.Written(path));
  }

  /// The path as written.
  public String text() {
    var text = new StringBuilder();
    write(text);
    return text.toString();
  }

  /// Documents are no deeper than their reader allows, and so are their paths.
  private void write(StringBuilder text) {
    if (parent != null) {
      parent.write(text);
    }
    switch (step) {
      case Step.At(int index) -> text.append('[').append(index).append(']');
      case Step.Written(String path) -> append(text, path);
      case Step.Child(String name) -> {
        String shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
        if (PLAIN.matcher(name).matches()) {
          append(text, shown);
        } else {
          text.append("['").append(printable(shown)).append("']");
        }
      }
    }
  }

  private static void append(StringBuilder text, String path) {
    if (!text.isEmpty() && !path.isEmpty()) {
      text.append('.');
    }
    text.append(path);
  }

  private static String printable(String name) {
    var shown = new StringBuilder(name.length());
    name.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.isSurrogate((char) c)) {
                shown.append("\\u%04x".formatted(c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof JsonPath path && path.text().equals(text()));
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
