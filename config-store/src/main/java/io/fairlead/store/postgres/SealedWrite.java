package io.fairlead.store.postgres;

import io.fairlead.contract.secret.ProtectedSetting;
import io.fairlead.store.ConfigurationWrite;
import io.fairlead.store.SettingsChange;
import io.fairlead.store.secret.Sealer;
import io.fairlead.store.secret.SealingKey;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A write whose protected settings were sealed before its transaction begins.
///
/// @param write without them in the clear, unless there was nobody to seal them for
/// @param uid of the incarnation for which they were sealed: that which is there, or a new one
/// @param certificate of the cluster for which they were sealed; empty when there are none
/// @param thumbprint of the key in it
/// @param sealed JWEs
/// @param removed those that go
record SealedWrite(
    ConfigurationWrite write,
    UUID uid,
    String certificate,
    String thumbprint,
    Map<ProtectedSetting, String> sealed,
    Set<ProtectedSetting> removed) {
  /// A write that has none.
  static SealedWrite without(ConfigurationWrite write) {
    return new SealedWrite(write, UUID.randomUUID(), "", "", Map.of(), write.settings().removed());
  }

  /// Seals them. Takes its time.
  static SealedWrite of(ConfigurationWrite write, UUID uid, String certificate) {
    SealingKey key = SealingKey.of(certificate);
    SettingsChange change = write.settings();
    return new SealedWrite(
        new ConfigurationWrite(write.id(), write.properties(), write.by()),
        uid,
        certificate,
        key.thumbprint(),
        Sealer.seal(key, write.id(), uid, change.given()),
        change.removed());
  }

  /// Whether they were sealed for what turned out not to be there.
  ///
  /// @param present the incarnation that is there, or the one to begin
  boolean isStale(FoundCluster cluster, UUID present) {
    return !write.settings().given().isEmpty()
        || (!sealed.isEmpty()
            && !(certificate.equals(cluster.certificate()) && uid.equals(present)));
  }
}
