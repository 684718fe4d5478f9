package io.fairlead.contract.secret;

import io.fairlead.contract.id.ResourceId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// What a sealed setting is bound to: it can be opened in this place alone. The protected header of
/// the JWE, which the cipher authenticates, has these parameters beside `kid`, and whoever opens
/// one compares them.
///
/// @param configuration the configuration; its lower-case key is bound
/// @param uid its incarnation
/// @param setting the setting's name
public record SettingSeal(ResourceId configuration, UUID uid, String setting) {
  /// How the content key is sealed to the cluster's key.
  public static final String KEY_ALGORITHM = "RSA-OAEP-256";

  /// How the content is sealed.
  public static final String CONTENT_ALGORITHM = "A256GCM";

  /// How long sealed settings are kept at most.
  public static final Duration KEPT = Duration.ofDays(2);

  /// The most that the sealed settings of one configuration may have together, in characters: with
  /// the largest properties they fit into one frame.
  public static final int MAX_SEALED_CHARACTERS = 56 * 1024;

  /// The parameters of the protected header that bind it, by name.
  public Map<String, String> header() {
    Map<String, String> header = new LinkedHashMap<>();
    header.put("fairlead.configuration", configuration.key());
    header.put("fairlead.uid", uid.toString());
    header.put("fairlead.setting", setting);
    return header;
  }

  /// Names a key, as `kid` has it: the SHA-256 of its SubjectPublicKeyInfo, in base64url.
  public static String thumbprint(PublicKey key) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
