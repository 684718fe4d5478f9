package io.fairlead.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;

/// Signs the certificates of servers, as the private authority of an operator does; good for two
/// days: for tests, whose clients trust it and nothing else.
public final class CertificateAuthority {
  private static final String ALIAS = "authority";

  private final Path store;
  private final String password;
  private final Path certificate;

  private CertificateAuthority(Path store, String password, Path certificate) {
    this.store = store;
    this.password = password;
    this.certificate = certificate;
  }

  /// Makes one.
  ///
  /// @param directory where its files are put; created where missing
  public static CertificateAuthority make(Path directory) {
    var made =
        new CertificateAuthority(
            directory.resolve("authority.p12"),
            UUID.randomUUID().toString(),
            directory.resolve("authority.crt"));
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(made.store);
      KeyTool.generate(
          made.store,
          made.password,
          ALIAS,
          List.of("-dname", "CN=authority", "-ext", "bc:critical=ca:true"));
      ServerCertificate.write(
          ServerCertificate.open(made.store, made.password).getCertificate(ALIAS),
          made.certificate);
      return made;
    } catch (IOException | GeneralSecurityException e) {
      throw new StartException("cannot make an authority in " + directory + " (" + e + ")", e);
    }
  }

  /// The file of its certificate (PEM), for who trusts it.
  public Path certificate() {
    return certificate;
  }

  /// Signs a new certificate for `localhost` and the loopback address.
  ///
  /// @param directory where the files are put; created where missing
  /// @param name of the files, without ending; files of that name are replaced
  public ServerCertificate sign(Path directory, String name) {
    return sign(directory, name, ServerCertificate.THIS_MACHINE);
  }

  /// Signs a new certificate for a server of another name.
  ///
  /// @param host its name in DNS
  public ServerCertificate signForHost(Path directory, String name, String host) {
    return sign(directory, name, "dns:" + host);
  }

  private ServerCertificate sign(Path directory, String name, String names) {
    try {
      Files.createDirectories(directory);
      Path copy = directory.resolve(name + ".p12");
      Files.deleteIfExists(copy);
      Files.copy(store, copy);
      return ServerCertificate.make(copy, password, names, List.of("-signer", ALIAS));
    } catch (IOException | GeneralSecurityException e) {
      throw new StartException("cannot sign a certificate in " + directory + " (" + e + ")", e);
    }
  }
}
