package io.fairlead.contract.event;

import io.fairlead.contract.id.ConfigurationVersion;

/// A state that an agent could not accept; it keeps the last good one.
///
/// @param configuration the state refused
/// @param reason for people; at most [#MAX_REASON] characters
public record Refusal(ConfigurationVersion configuration, String reason) {
  public static final int MAX_REASON = 1024;

  public Refusal {
    if (reason.length() > MAX_REASON) {
      reason = reason.substring(0, MAX_REASON);
    }
  }
}
