package io.fairlead.policy.language.template;

import org.jspecify.annotations.Nullable;

/// Where a secret lies in a Key Vault. Never the secret itself.
///
/// @param vaultId the vault's id as the definition gives it: a resource id or a bare name
/// @param secretVersion null for the newest
public record SecretReference(String vaultId, String secretName, @Nullable String secretVersion) {
  /// The last segment of the vault's id.
  public String vaultName() {
    return vaultId.substring(vaultId.lastIndexOf('/') + 1);
  }
}
