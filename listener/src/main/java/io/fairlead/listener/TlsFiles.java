package io.fairlead.listener;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files that the settings of the framework's TLS registry (`quarkus.tls.…`) name: whether they
/// are there and can be used. A name is a key of the framework, or the environment variable for it.
final class TlsFiles {
  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "(quarkus\\.tls\\.(?:.+\\.)?key-store\\.pem\\.[^.]+\\.)cert"
              + "|(QUARKUS_TLS_(?:.+_)?KEY_STORE_PEM__.+__)CERT");
  private static final Pattern KEY =
      Pattern.compile(
          "(quarkus\\.tls\\.(?:.+\\.)?key-store\\.pem\\.[^.]+\\.)key"
              + "|(QUARKUS_TLS_(?:.+_)?KEY_STORE_PEM__.+__)KEY");
  private static final Pattern TRUSTED =
      Pattern.compile(
          "quarkus\\.tls\\.(?:.+\\.)?trust-store\\.pem\\.certs"
              + "|QUARKUS_TLS_(?:.+_)?TRUST_STORE_PEM_CERTS");
  private static final Pattern STORE =
      Pattern.compile(
          "quarkus\\.tls\\.(?:.+\\.)?(key|trust)-store\\.(?:p12|jks)\\.path"
              + "|QUARKUS_TLS_(?:.+_)?(KEY|TRUST)_STORE_(?:P12|JKS)_PATH");

  /// The framework reads a variable of this form as nothing at all, and starts without TLS.
  private static final Pattern MISSPELT =
      Pattern.compile("(QUARKUS_TLS_(?:.+_)?KEY_STORE_PEM)_([^_](?:.*[^_])?)_(CERT|KEY)");

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Pattern ANY_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");
  private static final byte[] PROBE = "fairlead".getBytes(StandardCharsets.US_ASCII);

  private TlsFiles() {}

  /// Whether a setting of this name is one of the TLS registry's.
  static boolean isTls(String name) {
    return name.startsWith("quarkus.tls.") || name.startsWith("QUARKUS_TLS_");
  }

  /// Whether a setting of this name gives a server its key.
  static boolean isServerKey(String name) {
    Matcher store = STORE.matcher(name);
    return KEY.matcher(name).matches()
        || (store.matches() && "key".equalsIgnoreCase(firstOf(store)));
  }

  /// What is wrong with them, one line each, which names the setting.
  static List<String> problems(Map<String, String> settings) {
    List<String> problems = new ArrayList<>();
    Map<String, PublicKey> certified = new TreeMap<>();
    settings.forEach(
        (name, value) -> {
          Matcher misspelt = MISSPELT.matcher(name);
          Matcher certificate = CERTIFICATE.matcher(name);
          if (misspelt.matches()) {
            problems.add(
                "%s has no effect: it is written %s__%s__%s"
                    .formatted(name, misspelt.group(1), misspelt.group(2), misspelt.group(3)));
          } else if (certificate.matches()) {
            firstCertificate(name, value, problems)
                .ifPresent(key -> certified.put(firstOf(certificate), key));
          } else if (TRUSTED.matcher(name).matches()) {
            Stream.of(value.split(",")).forEach(one -> firstCertificate(name, one, problems));
          } else if (STORE.matcher(name).matches()) {
            read(name, value, problems);
          }
        });
    settings.forEach(
        (name, value) -> {
          Matcher key = KEY.matcher(name);
          if (key.matches()) {
            checkKey(name, value, Optional.ofNullable(certified.get(firstOf(key))), problems);
          }
        });
    return problems;
  }

  /// What is wrong with a file of certificates to trust, in one line that names its setting.
  static List<String> problemsOfTrusted(String name, String file) {
    List<String> problems = new ArrayList<>();
    firstCertificate(name, file, problems);
    return problems;
  }

  private static String firstOf(Matcher matcher) {
    return Optional.ofNullable(matcher.group(1)).orElseGet(() -> matcher.group(2));
  }

  private static Optional<PublicKey> firstCertificate(
      String name, String file, List<String> problems) {
    return read(name, file, problems)
        .flatMap(
            bytes -> {
              try {
                return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .stream()
                    .findFirst()
                    .map(first -> Optional.of(first.getPublicKey()))
                    .orElseThrow(() -> new GeneralSecurityException("it has none"));
              } catch (GeneralSecurityException e) {
                problems.add("%s=%s has no certificate in PEM form".formatted(name, file));
                return Optional.empty();
              }
            });
  }

  /// Keys in other forms than PKCS#8 are judged by the framework.
  private static void checkKey(
      String name, String file, Optional<PublicKey> certified, List<String> problems) {
    Optional<String> text =
        read(name, file, problems).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
    if (text.isEmpty()) {
      return;
    }
    if (!ANY_KEY.matcher(text.get()).find()) {
      problems.add("%s=%s has no private key in PEM form".formatted(name, file));
      return;
    }
    Matcher pkcs8 = PKCS8.matcher(text.get());
    if (pkcs8.find() && certified.isPresent()) {
      try {
        if (!belong(pkcs8.group(1), certified.get())) {
          problems.add("%s=%s is not the key of its certificate".formatted(name, file));
        }
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        problems.add("%s=%s is not the key of its certificate".formatted(name, file));
      }
    }
  }

  private static boolean belong(String base64, PublicKey certified)
      throws GeneralSecurityException {
    String algorithm = certified.getAlgorithm();
    PrivateKey key =
        KeyFactory.getInstance(algorithm)
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    Signature signature =
        Signature.getInstance(
            switch (algorithm) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> algorithm;
            });
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(PROBE);
    return signature.verify(signed);
  }

  private static Optional<byte[]> read(String name, String file, List<String> problems) {
    try {
      return Optional.of(Files.readAllBytes(Path.of(file.strip())));
    } catch (NoSuchFileException e) {
      problems.add("%s=%s: there is no such file".formatted(name, file));
    } catch (IOException | RuntimeException e) {
      problems.add("%s=%s cannot be read (%s)".formatted(name, file, e.getClass().getSimpleName()));
    }
    return Optional.empty();
  }
}
