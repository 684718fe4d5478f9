package io.fairlead.api.support;

import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.store.PolicyFeed;
import io.fairlead.store.StoredPolicy;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The resources of Azure Policy of a [FakeDatabase], as a difference to a copy.
public record FakePolicyFeed(FakeDatabase db) implements PolicyFeed {
  @Override
  public Uni<Boolean> isCurrent(Copy copy) {
    return db.read(() -> versions().equals(copy.versions()));
  }

  private Map<String, Version> versions() {
    Map<String, Version> versions = new HashMap<>();
    db.policies.forEach((key, policy) -> versions.put(key, version(policy)));
    return versions;
  }

  private static Version version(StoredPolicy policy) {
    return new Version(policy.id(), policy.uid(), policy.generation());
  }

  @Override
  public Uni<Changes> changes(Copy copy) {
    return db.read(
        () -> {
          List<PolicyState> changed =
              db.policies.values().stream()
                  .filter(p -> !version(p).equals(copy.versions().get(p.id().key())))
                  .map(
                      p ->
                          new PolicyState(
                              p.id(),
                              p.uid(),
                              p.generation(),
                              0,
                              p.body().path("properties"),
                              p.systemData().lastModifiedAt()))
                  .toList();
          List<PolicyId> removed =
              copy.versions().entrySet().stream()
                  .filter(entry -> !db.policies.containsKey(entry.getKey()))
                  .map(entry -> entry.getValue().id())
                  .toList();
          return new Changes(changed, removed, new Copy(copy.mark() + 1, versions()));
        });
  }
}
