package io.fairlead.store.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import io.fairlead.contract.json.Json;
import org.jspecify.annotations.Nullable;

/// The text that PostgreSQL makes of a `jsonb`, on its way to Kafka: it goes on as it is, but for
/// the spaces between its parts. That costs a fraction of reading it and writing it again, and
/// gives the same bytes: what of the text would come out otherwise is read and written again. So
/// who reads a topic finds the same for the same properties, whatever way they took.
final class JsonbText {
  /// The longest name that [Json] reads; what to do with a longer string is left to it.
  private static final int MAX_STRING = 50_000;

  /// Numbers of more characters are left to [Json], which has its own limit.
  private static final int MAX_NUMBER = 18;

  private final String text;
  private final StringBuilder compact;
  private int copied;
  private int at;

  private JsonbText(String text) {
    this.text = text;
    this.compact = new StringBuilder(text.length());
  }

  /// The value, to be written by [Json#write(Object)] and by nothing else: it is not to be looked
  /// into.
  ///
  /// @param jsonb as PostgreSQL casts it to text: without names that repeat and without exponents
  /// @throws JsonProcessingException when it has to be read and [Json] does not
  static JsonNode written(String jsonb) throws JsonProcessingException {
    String compact = new JsonbText(jsonb).compacted();
    return compact == null
        ? Json.mapper().readTree(jsonb)
        : JsonNodeFactory.instance.rawValueNode(new RawValue(compact));
  }

  /// The text without spaces; null when it is to be read and written.
  private @Nullable String compacted() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      at++;
      boolean same =
          switch (c) {
            case '"' -> passString();
            case ' ' -> {
              compact.append(text, copied, at - 1);
              copied = at;
              yield true;
            }
            case '{', '[' -> ++depth <= Json.MAX_DEPTH;
            case '}', ']' -> --depth >= 0;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> passInteger();
            // Of fractions a double is made.
            case '.' -> false;
            default -> c > ' ';
          };
      if (!same) {
        return null;
      }
    }
    return compact.append(text, copied, at).toString();
  }

  /// Goes behind the closing quote. [Json] escapes what PostgreSQL does not, characters of two
  /// `char`s, and in other digits what both do.
  private boolean passString() {
    int end = Math.min(text.length(), at + MAX_STRING);
    while (at < end) {
      char c = text.charAt(at);
      at++;
      if (c == '"') {
        return true;
      }
      if (Character.isSurrogate(c)) {
        return false;
      }
      if (c == '\\') {
        if (at == end || text.charAt(at) == 'u') {
          return false;
        }
        at++;
      }
    }
    return false;
  }

  private boolean passInteger() {
    int begin = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - begin < MAX_NUMBER;
  }
}
