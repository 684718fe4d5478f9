package io.fairlead.agent.object;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What only the cluster knows and a configuration's objects need.
///
/// @param protectedSettings in clear text, decoded, by name: `sshPrivateKey`, `httpsUser`,
///     `httpsKey`, `bucketSecretKey`, or the path of a secret property such as
///     `azureBlob.accountKey`. Never to be logged
/// @param key the pair made in the cluster; null where none was asked for
public record Inputs(Map<String, String> protectedSettings, @Nullable SshKeyPair key) {
  /// Nothing.
  public static final Inputs NONE = new Inputs(Map.of(), null);

  public Inputs {
    protectedSettings = Map.copyOf(protectedSettings);
  }

  /// Says nothing of the values.
  @Override
  public String toString() {
    return "Inputs" + protectedSettings.keySet();
  }
}
