package io.fairlead.agent.ssh;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Private keys in DER: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) and SEC 1 (RFC 5915).
///
/// Each method says the public key as SSH sends it, and throws [MalformedKeyException] when the
/// bytes are no such key.
final class DerPrivateKey {
  private static final String RSA = "2a864886f70d010101";
  private static final String EC = "2a8648ce3d0201";
  private static final String ED25519 = "2b6570";
  private static final byte UNCOMPRESSED = 4;

  /// The curves that SSH knows (RFC 5656).
  private enum Curve {
    P256("2a8648ce3d030107", "nistp256", 32),
    P384("2b81040022", "nistp384", 48),
    P521("2b81040023", "nistp521", 66);

    private final String oid;
    private final String name;
    private final int coordinateBytes;

    Curve(String oid, String name, int coordinateBytes) {
      this.oid = oid;
      this.name = name;
      this.coordinateBytes = coordinateBytes;
    }

    private static Optional<Curve> of(Der parameters) {
      String oid = hex(parameters);
      return List.of(values()).stream().filter(curve -> curve.oid.equals(oid)).findFirst();
    }
  }

  private DerPrivateKey() {}

  /// Empty for kinds of keys that SSH has no use for, and as [#sec1].
  static Optional<byte[]> pkcs8(byte[] bytes) {
    List<Der> key = Der.of(bytes).parts(Der.SEQUENCE);
    List<Der> algorithm = Der.at(key, 1).parts(Der.SEQUENCE);
    byte[] inner = Der.at(key, 2).content(Der.OCTET_STRING);
    return switch (hex(Der.at(algorithm, 0))) {
      case RSA -> Optional.of(pkcs1(inner));
      case EC -> Curve.of(Der.at(algorithm, 1)).flatMap(curve -> onCurve(inner, curve));
      case ED25519 -> Optional.of(Ed25519.of(Der.of(inner).content(Der.OCTET_STRING)).publicBlob());
      default -> Optional.empty();
    };
  }

  /// An RSA key.
  static byte[] pkcs1(byte[] bytes) {
    List<Der> key = Der.of(bytes).parts(Der.SEQUENCE);
    BigInteger modulus = Der.at(key, 1).integer();
    BigInteger exponent = Der.at(key, 2).integer();
    return new SshWriter().string("ssh-rsa").mpint(exponent).mpint(modulus).toBytes();
  }

  /// A key on an elliptic curve; empty when SSH does not know the curve, or the key comes without
  /// its public half, which the format allows.
  static Optional<byte[]> sec1(byte[] bytes) {
    return Der.find(Der.of(bytes).parts(Der.SEQUENCE), Der.bracketed(0))
        .flatMap(parameters -> Curve.of(Der.of(parameters.content(Der.bracketed(0)))))
        .flatMap(curve -> onCurve(bytes, curve));
  }

  private static Optional<byte[]> onCurve(byte[] bytes, Curve curve) {
    return Der.find(Der.of(bytes).parts(Der.SEQUENCE), Der.bracketed(1))
        .map(bracket -> Der.of(bracket.content(Der.bracketed(1))).bits())
        .map(
            point -> {
              if (point.length != 1 + 2 * curve.coordinateBytes || point[0] != UNCOMPRESSED) {
                throw new MalformedKeyException("the public half is no point of the curve");
              }
              return new SshWriter()
                  .string("ecdsa-sha2-" + curve.name)
                  .string(curve.name)
                  .string(point)
                  .toBytes();
            });
  }

  /// An object identifier, or nothing known for anything else, such as a curve spelled out.
  private static String hex(Der value) {
    return HexFormat.of().formatHex(value.bytesOf(Der.OID).orElse(new byte[0]));
  }
}
