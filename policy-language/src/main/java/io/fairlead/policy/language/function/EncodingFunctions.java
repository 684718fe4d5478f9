package io.fairlead.policy.language.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.json.UnreadableJsonException;
import io.fairlead.policy.language.value.Values;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Functions between texts and other forms of them: base64, data URIs, URIs, JSON.
final class EncodingFunctions {
  private static final String DATA = "data:";
  private static final String UNRESERVED = "-_.~";

  static final List<Function> ALL =
      List.of(
          Function.of("base64", 1, 1, a -> Values.text(base64(a.text(0)))),
          Function.of("base64ToJson", 1, 1, a -> json(decode(a.text(0), a), a)),
          Function.of("base64ToString", 1, 1, a -> Values.text(decode(a.text(0), a))),
          Function.of(
              "dataUri",
              1,
              1,
              a -> Values.text("data:text/plain;charset=utf8;base64," + base64(a.scalarText(0)))),
          Function.of("dataUriToString", 1, 1, EncodingFunctions::dataUriToString),
          Function.of("json", 1, 1, a -> json(a.text(0), a)),
          Function.of("uri", 2, 2, EncodingFunctions::uri),
          Function.of("uriComponent", 1, 1, a -> Values.text(escaped(a.text(0)))),
          Function.of("uriComponentToString", 1, 1, EncodingFunctions::unescaped));

  private EncodingFunctions() {}

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String base64, Arguments arguments) {
    try {
      return utf8(Base64.getDecoder().decode(base64), arguments);
    } catch (IllegalArgumentException e) {
      throw arguments.wrong(0, "base64");
    }
  }

  private static String utf8(byte[] bytes, Arguments arguments) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw arguments.fails("expects UTF-8 in the encoded text");
    }
  }

  private static JsonNode json(String text, Arguments arguments) {
    if (text.strip().equals("null")) {
      return Values.NULL;
    }
    try {
      return Json.readTree(text.getBytes(StandardCharsets.UTF_8));
    } catch (UnreadableJsonException e) {
      throw arguments.wrong(0, "JSON");
    }
  }

  private static JsonNode dataUriToString(Arguments arguments) {
    String uri = arguments.text(0);
    int comma = uri.indexOf(',');
    if (!uri.regionMatches(true, 0, DATA, 0, DATA.length()) || comma < 0) {
      throw arguments.wrong(0, "a data URI such as data:;base64,SGVsbG8=");
    }
    String head = uri.substring(0, comma);
    String content = uri.substring(comma + 1);
    return head.toLowerCase(Locale.ROOT).endsWith(";base64")
        ? Values.text(decode(content, arguments))
        : Values.text(percentDecoded(content, arguments));
  }

  /// As documented: a base that ends in a slash is kept whole; else its last segment gives way,
  /// unless there is nothing but a host.
  private static JsonNode uri(Arguments arguments) {
    String base = arguments.text(0);
    String relative = arguments.text(1);
    int scheme = base.indexOf("://");
    if (scheme <= 0) {
      throw arguments.wrong(0, "an absolute URI such as https://example.com/a/");
    }
    String tail = relative.startsWith("/") ? relative.substring(1) : relative;
    int lastSlash = base.lastIndexOf('/');
    return Values.text(
        lastSlash < scheme + "://".length()
            ? base + "/" + tail
            : base.substring(0, lastSlash + 1) + tail);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        escaped.append(c);
      } else {
        escaped.append('%').append(hex(c >> 4)).append(hex(c & 0xf));
      }
    }
    return escaped.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }

  private static JsonNode unescaped(Arguments arguments) {
    return Values.text(percentDecoded(arguments.text(0), arguments));
  }

  private static String percentDecoded(String text, Arguments arguments) {
    byte[] from = text.getBytes(StandardCharsets.UTF_8);
    byte[] to = new byte[from.length];
    int length = 0;
    for (int i = 0; i < from.length; i++) {
      if (from[i] != '%') {
        to[length++] = from[i];
      } else {
        to[length++] = escapedByte(from, i, arguments);
        i += 2;
      }
    }
    byte[] exact = new byte[length];
    System.arraycopy(to, 0, exact, 0, length);
    return utf8(exact, arguments);
  }

  private static byte escapedByte(byte[] from, int at, Arguments arguments) {
    int high = at + 2 < from.length ? Character.digit((char) from[at + 1], 16) : -1;
    int low = at + 2 < from.length ? Character.digit((char) from[at + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw arguments.fails("expects two hexadecimal digits after every '%'");
    }
    return (byte) ((high << 4) | low);
  }
}
