package io.fairlead.api.resource;

import io.fairlead.api.schema.StringFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Values that travel as base64 and what must be inside. Problems never repeat a value.
final class Encoded {
  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "-----BEGIN CERTIFICATE-----\\s([A-Za-z0-9+/=\\s]++)-----END CERTIFICATE-----");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{0,40})PRIVATE KEY-----\\s");

  /// Any bytes but none.
  static final StringFormat ANY =
      StringFormat.checked(
          "base64 of at least one byte",
          value -> value.isEmpty() || bytes(value) == null ? "is not base64" : null);

  /// Text, such as a user's name.
  static final StringFormat TEXT =
      inText("base64 of UTF-8 text", text -> text.isBlank() ? "is base64 of nothing" : null);

  /// One or more certificates.
  static final StringFormat CERTIFICATES =
      inText("base64 of one or more PEM blocks 'BEGIN CERTIFICATE'", Encoded::certificates);

  /// A private key for SSH or TLS. The line feed at its end matters: OpenSSH does not read a key
  /// without it.
  static final StringFormat PRIVATE_KEY_PEM =
      inText(
          "base64 of a PEM block 'BEGIN … PRIVATE KEY' that ends with a line feed",
          Encoded::privateKey);

  /// The content of a known_hosts file.
  static final StringFormat KNOWN_HOSTS =
      inText(
          "base64 of lines as in an OpenSSH known_hosts file: hosts, key type, base64 key",
          KnownHosts::problem);

  private Encoded() {}

  /// Base64 without the white space that command line tools put into it.
  static String withoutSpace(String value) {
    return value.chars().anyMatch(Character::isWhitespace) ? value.replaceAll("\\s", "") : value;
  }

  private static StringFormat inText(String allowed, StringFormat.Check check) {
    return StringFormat.checked(
        allowed,
        value -> {
          var bytes = bytes(value);
          if (bytes == null) {
            return "is not base64";
          }
          try {
            return check.problem(
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
          } catch (CharacterCodingException _) {
            return "is not base64 of UTF-8 text";
          }
        });
  }

  private static byte @Nullable [] bytes(String value) {
    try {
      return Base64.getDecoder().decode(value);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static @Nullable String certificates(String text) {
    var blocks = CERTIFICATE.matcher(text);
    var found = false;
    while (blocks.find()) {
      if (bytes(withoutSpace(blocks.group(1))) == null) {
        return "has a PEM block that cannot be read";
      }
      found = true;
    }
    return found ? null : "has no PEM block 'BEGIN CERTIFICATE'";
  }

  private static @Nullable String privateKey(String text) {
    var begin = PRIVATE_KEY.matcher(text);
    if (!begin.lookingAt()
        || !text.strip().endsWith("-----END " + begin.group(1) + "PRIVATE KEY-----")) {
      return "is not a private key in PEM";
    }
    return text.endsWith("\n") ? null : "does not end with a line feed";
  }
}
