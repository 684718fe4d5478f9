package io.fairlead.engine.decision;

import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.ManagedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That something was asked of the store for a configuration.
///
/// @param digest equal for equal requests in an equal situation
/// @param at when
public record Asked(String digest, Instant at) {
  /// After this time without effect the same is asked again.
  public static final Duration PATIENCE = Duration.ofMinutes(10);

  /// So long it is no news that something asked for is not there yet.
  public static final Duration SETTLING = Duration.ofSeconds(10);

  /// @param written the digest of what is to be written; empty to withdraw it
  private record Request(
      Deployment.Basis basis,
      String written,
      @Nullable UUID uid,
      @Nullable Long generation,
      @Nullable Lifecycle lifecycle,
      @Nullable ManagedBy managedBy) {}

  /// What is asked now.
  ///
  /// @param found the configuration as it was when that was decided; empty when there was none
  static Asked of(Deployment deployment, Optional<ConfigurationState> found, Instant now) {
    var request =
        new Request(
            deployment.basis().undated(),
            switch (deployment.action()) {
              case Deployment.Action.Write write -> write.digest();
              case Deployment.Action.Withdraw() -> "";
            },
            found.map(ConfigurationState::uid).orElse(null),
            found.map(ConfigurationState::generation).orElse(null),
            found.map(ConfigurationState::lifecycle).orElse(null),
            found.map(ConfigurationState::managedBy).orElse(null));
    return new Asked(Digest.of(request), now);
  }

  /// Whether what is wanted now need not be asked: it was, and not long ago.
  boolean covers(Asked wanted) {
    return digest.equals(wanted.digest) && wanted.at.isBefore(at.plus(PATIENCE));
  }
}
