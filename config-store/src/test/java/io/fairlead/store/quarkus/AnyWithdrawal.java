package io.fairlead.store.quarkus;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.store.WithdrawalCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// A second opinion that is always the first one's: which policies there are is the API's to know.
@ApplicationScoped
class AnyWithdrawal implements WithdrawalCheck {
  @Override
  public Uni<Set<ResourceId>> unwanted(Collection<Deployment> withdrawals) {
    return Uni.createFrom()
        .item(withdrawals.stream().map(Deployment::configuration).collect(Collectors.toSet()));
  }
}
