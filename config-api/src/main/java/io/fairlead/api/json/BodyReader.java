package io.fairlead.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.error.ArmError;
import io.fairlead.api.error.ArmErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads a request's body strictly, so that whatever passes can be stored and sent on without
/// surprise: UTF-8, one object, no name twice, no NUL and no half surrogate pair in any string
/// (PostgreSQL's `jsonb` has no room for them), whole numbers of 64 bits, no token after the end.
/// Immutable and safe for use by many threads.
///
/// @param maxBytes longest body, in bytes
/// @param maxDepth most objects and arrays inside each other; the root counts
/// @param maxValues most properties and array elements together, on all levels: in memory the
///     smallest of them takes many times what it takes in the body
public record BodyReader(int maxBytes, int maxDepth, int maxValues) {
  /// What this API allows: 1 MiB, 32 levels and 20,000 values.
  public static final BodyReader STANDARD = new BodyReader(1024 * 1024, 32, 20_000);

  private static final int LONGEST_NUMBER = 64;

  /// Digits of the largest whole number of 64 bits.
  private static final int MOST_DIGITS = 19;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// Thrown within this class only, to leave the recursion with a reason.
  private static final class Unacceptable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient ArmError error;

    Unacceptable(ArmError error) {
      super(error.message(), null, false, false);
      this.error = error;
    }
  }

  /// The body as a tree, or the reason why not. Never throws for any bytes.
  public ParsedBody read(byte[] bytes) {
    if (bytes.length > maxBytes) {
      return refused(
          ArmErrorCode.RequestEntityTooLarge,
          "The body has %d bytes; at most %d are allowed.".formatted(bytes.length, maxBytes));
    }
    String text;
    try {
      text = decode(bytes);
    } catch (CharacterCodingException e) {
      return refused(ArmErrorCode.InvalidRequestContent, "The body is not valid UTF-8.");
    }
    if (text.isBlank()) {
      return refused(
          ArmErrorCode.InvalidRequestContent, "The body is empty; a JSON object is required.");
    }
    try (var parser = factory().createParser(text)) {
      return new Tree(parser).read();
    } catch (Unacceptable e) {
      return new ParsedBody.Refused(e.error);
    } catch (JsonProcessingException e) {
      return new ParsedBody.Refused(describe(e));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory cannot fail", e);
    }
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    var text =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes))
            .toString();
    // RFC 8259 §8.1 lets a reader overlook a byte order mark, and some clients send one.
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth + 1)
                .maxNumberLength(LONGEST_NUMBER)
                .maxStringLength(maxBytes)
                .maxNameLength(maxBytes)
                .build())
        .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
        .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
        .build();
  }

  /// One body on its way to a tree.
  private final class Tree {
    private final JsonParser parser;
    private int values;

    Tree(JsonParser parser) {
      this.parser = parser;
    }

    ParsedBody read() throws IOException, Unacceptable {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw unacceptable("The body must be a JSON object.", null);
      }
      var root = object(JsonPath.ROOT, 1);
      if (parser.nextToken() != null) {
        throw unacceptable("The body must be one JSON object with nothing after it.", null);
      }
      return new ParsedBody.Parsed(root);
    }

    private ObjectNode object(JsonPath path, int depth) throws IOException, Unacceptable {
      var object = NODES.objectNode();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        count();
        var name = parser.currentName();
        var child = path.child(name);
        storable(name, child, "property name");
        if (object.has(name)) {
          throw unacceptable("The property '%s' appears more than once.".formatted(child), child);
        }
        parser.nextToken();
        object.set(name, value(child, depth));
      }
      return object;
    }

    private JsonNode value(JsonPath path, int depth) throws IOException, Unacceptable {
      return switch (parser.currentToken()) {
        case START_OBJECT -> object(path, deeper(path, depth));
        case START_ARRAY -> {
          var inner = deeper(path, depth);
          var array = NODES.arrayNode();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            count();
            array.add(value(path.at(array.size()), inner));
          }
          yield array;
        }
        case VALUE_STRING -> NODES.textNode(storable(parser.getText(), path, "string"));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(decimal(path), path);
        case VALUE_TRUE -> NODES.booleanNode(true);
        case VALUE_FALSE -> NODES.booleanNode(false);
        case VALUE_NULL -> NODES.nullNode();
        case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
            throw unacceptable("The body is not valid JSON.", path);
      };
    }

    private BigDecimal decimal(JsonPath path) throws IOException, Unacceptable {
      try {
        return parser.getDecimalValue();
      } catch (NumberFormatException _) {
        throw outOfRange(path); // The syntax is right; the exponent has more than 32 bits.
      }
    }

    private void count() throws Unacceptable {
      if (values == maxValues) {
        throw unacceptable(
            "The body has more than the %d properties and array elements allowed."
                .formatted(maxValues),
            null);
      }
      values++;
    }

    private int deeper(JsonPath path, int depth) throws Unacceptable {
      if (depth >= maxDepth) {
        throw unacceptable(
            "The body is nested deeper than the %d levels allowed.".formatted(maxDepth), path);
      }
      return depth + 1;
    }
  }

  /// Whole numbers have 64 bits, so that no consumer rounds them; `1.0` is the whole number 1, and
  /// 0 has no sign.
  private static JsonNode number(BigDecimal value, JsonPath path) throws Unacceptable {
    if (value.signum() == 0) {
      return NODES.numberNode(0);
    }
    // Digits before the point first: no exponent may overflow below, and writing out 1e999999999
    // would exhaust the memory.
    if ((long) value.precision() - value.scale() > MOST_DIGITS) {
      throw outOfRange(path);
    }
    var plain = value.stripTrailingZeros();
    if (plain.scale() <= 0) {
      if (plain.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
          || plain.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) < 0) {
        throw outOfRange(path);
      }
      var whole = plain.longValueExact();
      return whole == (int) whole ? NODES.numberNode((int) whole) : NODES.numberNode(whole);
    }
    var real = plain.doubleValue();
    if (real == 0.0 || Double.isInfinite(real)) {
      throw unacceptable(
          "The number at '%s' is out of range of a 64-bit floating point number.".formatted(path),
          path);
    }
    // A fraction that a double cannot hold may round to a whole number.
    return real == Math.rint(real) ? number(new BigDecimal(real), path) : NODES.numberNode(real);
  }

  private static Unacceptable outOfRange(JsonPath path) {
    return unacceptable(
        "The number at '%s' is out of range; whole numbers from %d to %d are allowed."
            .formatted(path, Long.MIN_VALUE, Long.MAX_VALUE),
        path);
  }

  private static String storable(String text, JsonPath path, String what) throws Unacceptable {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0) {
        throw unacceptable(
            "The %s at '%s' has a NUL character (\\u0000), which is not allowed."
                .formatted(what, path),
            path);
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw unacceptable(
            "The %s at '%s' has half of a surrogate pair, which is not allowed."
                .formatted(what, path),
            path);
      }
    }
    return text;
  }

  /// Jackson's own messages quote the source, which may be a secret; only the place is repeated.
  private static ArmError describe(JsonProcessingException problem) {
    var location = problem.getLocation();
    var place =
        location == null
            ? ""
            : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    var what =
        switch (problem) {
          case StreamConstraintsException _ ->
              "The body exceeds a limit of the reader: too deep, or a number of more than %d digits"
                  .formatted(LONGEST_NUMBER);
          case JsonEOFException _ -> "The body ends before its JSON is complete";
          case JsonParseException _ -> "The body is not valid JSON";
          default -> "The body cannot be read as JSON";
        };
    return ArmError.of(ArmErrorCode.InvalidRequestContent, what + place + ".");
  }

  private static ParsedBody refused(ArmErrorCode code, String message) {
    return new ParsedBody.Refused(ArmError.of(code, message));
  }

  private static Unacceptable unacceptable(String message, @Nullable JsonPath path) {
    return new Unacceptable(
        path == null
            ? ArmError.of(ArmErrorCode.InvalidRequestContent, message)
            : ArmError.of(ArmErrorCode.InvalidRequestContent, message, path.text()));
  }
}
