package io.fairlead.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// A certificate for servers of this machine, good for two days: for tests, which make their own
/// and trust it, or the [CertificateAuthority] that signed it.
///
/// @param certificate its file (PEM)
/// @param key the file of its private key (PEM, PKCS#8), which only its owner may read
public record ServerCertificate(Path certificate, Path key) {
  /// The names of this machine, as a certificate has them.
  static final String THIS_MACHINE = "dns:localhost,ip:127.0.0.1";

  private static final String ALIAS = "server";

  /// Makes one for `localhost` and the loopback address that signs itself.
  ///
  /// @param directory where the files are put; created where missing
  /// @param name of the files, without ending; files of that name are replaced
  public static ServerCertificate make(Path directory, String name) {
    Path store = directory.resolve(name + ".p12");
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(store);
      return make(store, UUID.randomUUID().toString(), THIS_MACHINE, List.of());
    } catch (IOException | GeneralSecurityException e) {
      throw new StartException("cannot make a certificate in " + directory + " (" + e + ")", e);
    }
  }

  /// Makes one in a store, and leaves its files in the place of the store.
  ///
  /// @param names of the server, as the certificate has them
  /// @param signed options of the tool for who signs it
  static ServerCertificate make(Path store, String password, String names, List<String> signed)
      throws IOException, GeneralSecurityException {
    List<String> options = new ArrayList<>(List.of("-dname", "CN=server", "-ext", "san=" + names));
    options.addAll(signed);
    KeyTool.generate(store, password, ALIAS, options);
    KeyStore made = open(store, password);
    Files.delete(store);
    String name = store.getFileName().toString().replaceFirst("\\.p12$", "");
    var files =
        new ServerCertificate(
            store.resolveSibling(name + ".crt"), store.resolveSibling(name + ".key"));
    write(made.getCertificate(ALIAS), files.certificate);
    OwnerOnly.write(
        files.key, pem("PRIVATE KEY", made.getKey(ALIAS, password.toCharArray()).getEncoded()));
    return files;
  }

  static KeyStore open(Path store, String password) throws IOException, GeneralSecurityException {
    KeyStore made = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      made.load(in, password.toCharArray());
    }
    return made;
  }

  static void write(Certificate certificate, Path file)
      throws IOException, GeneralSecurityException {
    Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
  }

  private static String pem(String type, byte[] content) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }
}
