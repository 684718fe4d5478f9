package io.fairlead.store.secret;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.secret.ProtectedSetting;
import io.fairlead.contract.secret.SettingSeal;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.lang.JoseException;

/// Seals settings to clusters' keys: whoever has what comes out can do nothing with it but hand it
/// on. Costs about a millisecond of arithmetic for each: not for an event loop. Thread-safe.
public final class Sealer {
  private Sealer() {}

  /// Seals the settings of one configuration.
  ///
  /// @param configuration the only one in which they can be opened
  /// @param uid its incarnation
  /// @return a JWE in compact form for each
  public static Map<ProtectedSetting, String> seal(
      SealingKey key, ResourceId configuration, UUID uid, Map<ProtectedSetting, Secret> settings) {
    Map<ProtectedSetting, String> sealed = new EnumMap<>(ProtectedSetting.class);
    settings.forEach(
        (setting, secret) ->
            sealed.put(
                setting,
                seal(
                    key,
                    new SettingSeal(configuration, uid, setting.settingName()),
                    setting.bytes(secret.value()))));
    return sealed;
  }

  private static String seal(SealingKey key, SettingSeal seal, byte[] value) {
    JsonWebEncryption jwe = new JsonWebEncryption();
    jwe.setAlgorithmHeaderValue(SettingSeal.KEY_ALGORITHM);
    jwe.setEncryptionMethodHeaderParameter(SettingSeal.CONTENT_ALGORITHM);
    jwe.setKeyIdHeaderValue(key.thumbprint());
    seal.header().forEach(jwe::setHeader);
    jwe.setKey(key.key());
    jwe.setPlaintext(value);
    try {
      return jwe.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("every Java has RSA-OAEP-256 and AES-256-GCM", e);
    }
  }
}
