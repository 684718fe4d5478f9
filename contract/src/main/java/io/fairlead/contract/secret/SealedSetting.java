package io.fairlead.contract.secret;

import org.jspecify.annotations.Nullable;

/// A protected setting on its way.
///
/// @param version the generation of the configuration with which it was given
/// @param jwe the value, sealed to the cluster's key: a JWE in compact form, see [SettingSeal].
/// Null where it is not at hand: the cluster has it already, or cannot get it
public record SealedSetting(long version, @Nullable String jwe) {
  /// Says nothing of what is sealed.
  @Override
  public String toString() {
    return "SealedSetting[version=" + version + ", sealed=" + (jwe != null) + "]";
  }
}
