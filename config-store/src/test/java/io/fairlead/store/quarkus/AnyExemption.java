package io.fairlead.store.quarkus;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.store.ExemptionCheck;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Predicate;

/// Exemptions that cover nothing: how they are read is the API's to know.
@Singleton
class AnyExemption implements ExemptionCheck {
  @Override
  public Predicate<Case> covering(Collection<PolicyState> exemptions, Instant now) {
    return _ -> false;
  }
}
