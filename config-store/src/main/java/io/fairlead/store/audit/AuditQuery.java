package io.fairlead.store.audit;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Which entries of a subscription are asked for. Texts compare without regard to case.
///
/// @param subscriptionId the subscription
/// @param from the earliest
/// @param to the latest
/// @param scope of what; empty for all
/// @param correlationId of what; empty for all
/// @param provider such as `Microsoft.Kubernetes`; empty for all
/// @param caller an id or a name; empty for all
/// @param succeeded what became of it; empty for all
public record AuditQuery(
    String subscriptionId,
    Instant from,
    Instant to,
    Optional<Scope> scope,
    Optional<String> correlationId,
    Optional<String> provider,
    Optional<String> caller,
    Optional<Boolean> succeeded) {

  /// Where it was asked for.
  public sealed interface Scope {
    /// Of anything in a resource group.
    record Group(String name) implements Scope {}

    /// Of exactly a resource, a resource group or the subscription.
    record Resource(String id) implements Scope {}
  }

  /// The lower-case id of the subscription.
  public String subscriptionKey() {
    return "/subscriptions/" + subscriptionId.toLowerCase(Locale.ROOT);
  }
}
