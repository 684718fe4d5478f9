package io.fairlead.store.quarkus;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.store.WithdrawalCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;

/// A second opinion that is always the first one's: which policies there are is the API's to know.
@ApplicationScoped
class AnyWithdrawal implements WithdrawalCheck {
  @Override
  public Uni<Set<ResourceId>> unwanted(Collection<ResourceId> configurations) {
    return Uni.createFrom().item(Set.copyOf(configurations));
  }
}
