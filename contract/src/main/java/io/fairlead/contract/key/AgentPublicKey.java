package io.fairlead.contract.key;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `agentPublicKeyCertificate`: base64 of a certificate or a bare public key. A certificate
/// only carries the key; its dates, issuer and signature are not looked at, so that nothing
/// expires while a cluster is away.
///
/// Stateless and safe for use by many threads.
public final class AgentPublicKey {
  /// What is allowed, as the end of the sentence "Allowed is …".
  public static final String ALLOWED =
      "base64 of an X.509 certificate (DER or PEM), a SubjectPublicKeyInfo (DER or PEM) or a PKCS#1 RSA public key"
          + " (DER or PEM), with an RSA key of 2048 to 8192 bits, an EC key on P-256, P-384 or P-521, or an Ed25519 key";

  private static final int LONGEST = 64 * 1024;
  private static final int SMALLEST_RSA = 2048;
  private static final int LARGEST_RSA = 8192;
  private static final Set<Integer> EC_FIELD_BITS = Set.of(256, 384, 521);
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]{1,64})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----\\s*+");
  private static final byte DER_SEQUENCE = 0x30;
  private static final byte DER_INTEGER = 0x02;
  private static final byte DER_BIT_STRING = 0x03;

  /// `SEQUENCE { OBJECT IDENTIFIER rsaEncryption, NULL }`.
  private static final byte[] RSA_ALGORITHM =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /// Object identifiers with their tag and length, as DER has them: RFC 8017, 5480 and 8410.
  private static final List<Algorithm> ALGORITHMS =
      List.of(
          Algorithm.of("RSA", "06092a864886f70d010101"),
          Algorithm.of("EC", "06072a8648ce3d0201"),
          Algorithm.of("Ed25519", "06032b6570"));

  private static final ParsedPublicKey UNKNOWN =
      new ParsedPublicKey.Refused("is neither a certificate nor a public key of a known kind");

  private AgentPublicKey() {}

  /// Reads a value. Never throws for any text.
  ///
  /// @param value the property's value; white space in it is overlooked
  public static ParsedPublicKey parse(String value) {
    if (value.length() > LONGEST) {
      return new ParsedPublicKey.Refused("has more than %d characters".formatted(LONGEST));
    }
    byte[] content;
    try {
      content = Base64.getDecoder().decode(value.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      return new ParsedPublicKey.Refused("is not base64");
    }
    var text = new String(content, StandardCharsets.ISO_8859_1).strip();
    return text.startsWith("-----BEGIN") ? pem(text) : der(content);
  }

  private static ParsedPublicKey pem(String text) {
    var matcher = PEM.matcher(text);
    if (!matcher.lookingAt()) {
      return new ParsedPublicKey.Refused("has a PEM block that cannot be read");
    }
    if (text.contains("PRIVATE KEY-----")) {
      return new ParsedPublicKey.Refused("holds a private key, which must never leave its cluster");
    }
    byte[] content;
    try {
      content = Base64.getMimeDecoder().decode(matcher.group(2));
    } catch (IllegalArgumentException e) {
      return new ParsedPublicKey.Refused("has a PEM block that cannot be read");
    }
    return switch (matcher.group(1)) {
      case "CERTIFICATE", "PUBLIC KEY", "RSA PUBLIC KEY" -> der(content);
      default -> new ParsedPublicKey.Refused("has a PEM block of another kind");
    };
  }

  private static ParsedPublicKey der(byte[] content) {
    if (isPkcs1(content)) {
      return spki("RSA", wrapPkcs1(content));
    }
    return algorithm(content)
        .map(name -> spki(name, content))
        .orElseGet(() -> certificate(content));
  }

  private static ParsedPublicKey certificate(byte[] content) {
    try {
      var certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(content));
      return judge(certificate.getPublicKey());
    } catch (CertificateException _) {
      return UNKNOWN;
    }
  }

  private static ParsedPublicKey spki(String algorithm, byte[] content) {
    try {
      return judge(
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(content)));
    } catch (GeneralSecurityException _) {
      return UNKNOWN;
    }
  }

  /// Both a key and a certificate begin with a SEQUENCE in a SEQUENCE; a key's inner one begins
  /// with its algorithm. To try one form after another would cost a good part of a signature.
  private static Optional<String> algorithm(byte[] der) {
    var at = inside(der, inside(der, 0));
    return ALGORITHMS.stream()
        .filter(algorithm -> algorithm.isAt(der, at))
        .map(Algorithm::name)
        .findFirst();
  }

  /// Where the content of a SEQUENCE begins; beyond the end when there is none.
  private static int inside(byte[] der, int at) {
    if (at + 1 >= der.length || der[at] != DER_SEQUENCE) {
      return der.length;
    }
    return at + 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7f : 0);
  }

  private record Algorithm(String name, ByteBuffer identifier) {
    static Algorithm of(String name, String identifier) {
      return new Algorithm(name, ByteBuffer.wrap(HexFormat.of().parseHex(identifier)));
    }

    boolean isAt(byte[] der, int at) {
      return identifier.remaining() <= der.length - at
          && ByteBuffer.wrap(der, at, identifier.remaining()).equals(identifier);
    }
  }

  private static ParsedPublicKey judge(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> judgeRsa(rsa);
      case ECPublicKey ec -> judgeEc(ec);
      case EdECPublicKey ed
          when ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName()) ->
          new ParsedPublicKey.Accepted(ed);
      default -> new ParsedPublicKey.Refused("holds a %s key".formatted(key.getAlgorithm()));
    };
  }

  private static ParsedPublicKey judgeRsa(RSAPublicKey key) {
    var bits = key.getModulus().bitLength();
    if (bits < SMALLEST_RSA || bits > LARGEST_RSA) {
      return new ParsedPublicKey.Refused("holds an RSA key of %d bits".formatted(bits));
    }
    var exponent = key.getPublicExponent();
    if (exponent.compareTo(BigInteger.valueOf(3)) < 0 || !exponent.testBit(0)) {
      return new ParsedPublicKey.Refused(
          "holds an RSA key with a public exponent that is not odd and at least 3");
    }
    return new ParsedPublicKey.Accepted(key);
  }

  /// The JDK reads a point without asking whether it lies on its curve; a signature must not be
  /// checked with one that does not.
  private static ParsedPublicKey judgeEc(ECPublicKey key) {
    var curve = key.getParams().getCurve();
    if (!(curve.getField() instanceof ECFieldFp field)
        || !EC_FIELD_BITS.contains(field.getFieldSize())) {
      return new ParsedPublicKey.Refused(
          "holds an EC key on a curve of %d bits that is not allowed"
              .formatted(curve.getField().getFieldSize()));
    }
    var p = field.getP();
    var x = key.getW().getAffineX();
    var y = key.getW().getAffineY();
    var inField = x.signum() >= 0 && y.signum() >= 0 && x.compareTo(p) < 0 && y.compareTo(p) < 0;
    var right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
    if (!inField || !y.pow(2).mod(p).equals(right)) {
      return new ParsedPublicKey.Refused("holds an EC key whose point is not on its curve");
    }
    return new ParsedPublicKey.Accepted(key);
  }

  /// PKCS#1 is `SEQUENCE { INTEGER, INTEGER }`; both other forms begin with a SEQUENCE in a
  /// SEQUENCE.
  private static boolean isPkcs1(byte[] der) {
    var first = inside(der, 0);
    return first < der.length && der[first] == DER_INTEGER;
  }

  private static byte[] wrapPkcs1(byte[] der) {
    var bits = ByteBuffer.allocate(der.length + 1).put((byte) 0).put(der).array();
    var key = element(DER_BIT_STRING, bits);
    return element(
        DER_SEQUENCE,
        ByteBuffer.allocate(RSA_ALGORITHM.length + key.length).put(RSA_ALGORITHM).put(key).array());
  }

  private static byte[] element(byte tag, byte[] content) {
    return ByteBuffer.allocate(content.length + 4)
        .put(tag)
        .put((byte) 0x82)
        .putShort((short) content.length)
        .put(content)
        .array();
  }
}
