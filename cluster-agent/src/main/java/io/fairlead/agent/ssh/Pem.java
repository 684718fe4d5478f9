package io.fairlead.agent.ssh;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A private key in a text, as it is between `BEGIN` and `END`.
final class Pem {
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----");
  private static final int LINE = 70;

  private final String label;
  private final String body;

  private Pem(String label, String body) {
    this.label = label;
    this.body = body;
  }

  /// The first private key of a text; empty when there is none.
  static Optional<Pem> firstOf(String text) {
    Matcher begin = BEGIN.matcher(text);
    if (!begin.find()) {
      return Optional.empty();
    }
    int end = text.indexOf("-----END " + begin.group(1) + "-----", begin.end());
    return end < 0
        ? Optional.empty()
        : Optional.of(new Pem(begin.group(1), text.substring(begin.end(), end)));
  }

  /// What kind of key it is, such as `RSA PRIVATE KEY`.
  String label() {
    return label;
  }

  /// Whether headers say that the bytes are encrypted. Other formats say that in their label or
  /// inside.
  boolean isEncrypted() {
    return body.contains("ENCRYPTED");
  }

  /// The key's bytes.
  ///
  /// @throws MalformedKeyException when they are no base64
  byte[] bytes() {
    String base64 =
        body.lines()
            .map(String::strip)
            .filter(line -> !line.contains(":"))
            .collect(Collectors.joining());
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new MalformedKeyException("the key is no base64");
    }
  }

  /// The text, in lines of 70 characters as OpenSSH writes them, with a line break at the end.
  static String text(String label, byte[] bytes) {
    String lines =
        Arrays.stream(Base64.getEncoder().encodeToString(bytes).split("(?<=\\G.{" + LINE + "})"))
            .collect(Collectors.joining("\n"));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, lines, label);
  }

  /// Says nothing of the key.
  @Override
  public String toString() {
    return "Pem[" + label + "]";
  }
}
