package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fairlead.agent.object.InvalidConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A part of a configuration's properties that knows where it is, for the sake of messages. What is
/// null counts as left out.
///
/// @param node an object, or missing
/// @param path such as `gitRepository.repositoryRef`; empty for all properties
record Block(JsonNode node, String path) {
  private static final long DEFAULT_SECONDS = 600;

  static Block of(JsonNode properties) {
    return new Block(properties, "");
  }

  String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  /// A part that may be missing, in which case it has nothing in it.
  ///
  /// @throws InvalidConfigurationException when it is something else than an object
  Block block(String name) {
    if (!has(name)) {
      return new Block(MissingNode.getInstance(), pathOf(name));
    }
    JsonNode value = node.path(name);
    if (!value.isObject()) {
      throw wrong(name, "an object");
    }
    return new Block(value, pathOf(name));
  }

  @Nullable String text(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(name, "text");
    }
    return value.textValue().isEmpty() ? null : value.textValue();
  }

  String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  /// @throws InvalidConfigurationException when it is left out or empty
  String required(String name) {
    String text = text(name);
    if (text == null) {
      throw new InvalidConfigurationException("'%s' is required.".formatted(pathOf(name)));
    }
    return text;
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  /// A number of seconds; 600 when left out, which is the documented default of all of them.
  long seconds(String name) {
    return seconds(name, DEFAULT_SECONDS);
  }

  long seconds(String name, long otherwise) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
      throw wrong(name, "a whole number of seconds, at least 1");
    }
    return value.longValue();
  }

  /// What is inside a base64 value; null when left out.
  byte @Nullable [] bytes(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw wrong(name, "base64");
    }
  }

  /// The text inside a base64 value; null when left out.
  @Nullable String decoded(String name) {
    byte[] bytes = bytes(name);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /// The values of a list of texts; empty when left out.
  List<String> texts(String name) {
    JsonNode value = list(name);
    return IntStream.range(0, value.size())
        .mapToObj(
            i -> {
              if (!value.path(i).isTextual()) {
                throw wrong(name + "[" + i + "]", "text");
              }
              return value.path(i).textValue();
            })
        .toList();
  }

  /// The parts in a list of objects; empty when left out.
  List<Block> blocks(String name) {
    JsonNode value = list(name);
    return IntStream.range(0, value.size())
        .mapToObj(
            i -> {
              if (!value.path(i).isObject()) {
                throw wrong(name + "[" + i + "]", "an object");
              }
              return new Block(value.path(i), pathOf(name) + "[" + i + "]");
            })
        .toList();
  }

  /// The names in this part that have a value, in the order given.
  List<String> names() {
    return node.properties().stream()
        .filter(entry -> !entry.getValue().isNull())
        .map(Map.Entry::getKey)
        .toList();
  }

  private JsonNode list(String name) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isArray()) {
      throw wrong(name, "a list");
    }
    return value;
  }

  private InvalidConfigurationException wrong(String name, String wanted) {
    return new InvalidConfigurationException("'%s' must be %s.".formatted(pathOf(name), wanted));
  }
}
