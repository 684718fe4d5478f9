package io.fairlead.store;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Set;

/// A second opinion before a policy's configuration is taken away. Whoever decided that may have
/// known less: a change of policies reaches it in parts, and what was put right since is on its
/// way. Thread-safe.
public interface WithdrawalCheck {
  /// Those of the configurations that no policy wants and no exemption protects, by the policies,
  /// the clusters and the configurations as the database has them now. An exemption is over when it
  /// is by the clock here, or was when the withdrawal was decided.
  ///
  /// @param withdrawals what is to be taken away
  /// @return a failed `Uni` means that it cannot be said now
  Uni<Set<ResourceId>> unwanted(Collection<Deployment> withdrawals);
}
