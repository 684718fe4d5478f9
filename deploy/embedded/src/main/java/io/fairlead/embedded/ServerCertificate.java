package io.fairlead.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A certificate for servers of this machine that signs itself, good for two days: for tests, which
/// make their own and trust it.
///
/// @param certificate its file (PEM)
/// @param key the file of its private key (PEM, PKCS#8), which only its owner may read
public record ServerCertificate(Path certificate, Path key) {
  private static final String ALIAS = "server";
  private static final long LIMIT_SECONDS = 60;

  /// Makes one for `localhost` and the loopback address.
  ///
  /// @param directory where the files are put; created where missing
  /// @param name of the files, without ending; files of that name are replaced
  public static ServerCertificate make(Path directory, String name) {
    String password = UUID.randomUUID().toString();
    Path store = directory.resolve(name + ".p12");
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(store);
      generate(store, password);
      KeyStore made = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        made.load(in, password.toCharArray());
      }
      Files.delete(store);
      var files =
          new ServerCertificate(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
      Certificate certificate = made.getCertificate(ALIAS);
      Files.writeString(files.certificate, pem("CERTIFICATE", certificate.getEncoded()));
      OwnerOnly.write(
          files.key, pem("PRIVATE KEY", made.getKey(ALIAS, password.toCharArray()).getEncoded()));
      return files;
    } catch (IOException | GeneralSecurityException e) {
      throw new StartException("cannot make a certificate in " + directory + " (" + e + ")", e);
    }
  }

  private static void generate(Path store, String password) throws IOException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    keytool.toString(),
                    "-genkeypair",
                    "-keystore",
                    store.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass:env",
                    "STORE_PASSWORD",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "RSA",
                    "-keysize",
                    "2048",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=dns:localhost,ip:127.0.0.1",
                    "-validity",
                    "2"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("STORE_PASSWORD", password);
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("keytool failed or took more than " + LIMIT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool runs", e);
    }
  }

  private static String pem(String type, byte[] content) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }
}
