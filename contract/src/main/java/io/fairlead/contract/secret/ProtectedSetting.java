package io.fairlead.contract.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The settings that are sealed to the cluster's key: those of `configurationProtectedSettings`,
/// and the secret properties of sources.
public enum ProtectedSetting {
  SSH_PRIVATE_KEY("sshPrivateKey", true),
  HTTPS_USER("httpsUser", true),
  HTTPS_KEY("httpsKey", true),
  BUCKET_SECRET_KEY("bucketSecretKey", true),
  BLOB_ACCOUNT_KEY("azureBlob.accountKey", false),
  BLOB_SAS_TOKEN("azureBlob.sasToken", false),
  BLOB_CLIENT_SECRET("azureBlob.servicePrincipal.clientSecret", false),
  BLOB_CLIENT_CERTIFICATE("azureBlob.servicePrincipal.clientCertificate", true),
  BLOB_CLIENT_CERTIFICATE_PASSWORD("azureBlob.servicePrincipal.clientCertificatePassword", false),
  OCI_CLIENT_CERTIFICATE("ociRepository.tlsConfig.clientCertificate", true),
  OCI_PRIVATE_KEY("ociRepository.tlsConfig.privateKey", true),
  OCI_CA_CERTIFICATE("ociRepository.tlsConfig.caCertificate", true);

  private static final String PROPERTIES = "properties.";
  private static final String BAG = PROPERTIES + "configurationProtectedSettings";

  private final String settingName;
  private final boolean base64;

  ProtectedSetting(String settingName, boolean base64) {
    this.settingName = settingName;
    this.base64 = base64;
  }

  /// The name under which it is sealed: a key of `configurationProtectedSettings`, or the path of a
  /// property. Can be a key of a Kubernetes Secret.
  public String settingName() {
    return settingName;
  }

  /// Where a request has it, such as `properties.configurationProtectedSettings.httpsKey`.
  public String path() {
    return settingName.indexOf('.') < 0 ? BAG + "." + settingName : PROPERTIES + settingName;
  }

  /// Whether this is it, or it is in what is there.
  ///
  /// @param where the path of a property of a request
  public boolean isIn(String where) {
    return path().equals(where) || path().startsWith(where + ".");
  }

  /// What a cluster needs of a value as a request gives it.
  ///
  /// @throws IllegalArgumentException when it is not the base64 it has to be; says nothing of it
  public byte[] bytes(String value) {
    if (!base64) {
      return value.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(value);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("'%s' is not base64.".formatted(path()));
    }
  }

  /// The setting at a JSON pointer into properties, such as
  /// `/configurationProtectedSettings/httpsKey`.
  public static Optional<ProtectedSetting> ofPointer(String pointer) {
    return at("properties" + pointer.replace('/', '.'));
  }

  /// The setting at that path of a request.
  public static Optional<ProtectedSetting> at(String path) {
    for (ProtectedSetting setting : values()) {
      if (setting.path().equals(path)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }
}
