package io.fairlead.systemtest.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.user.Bodies;
import io.fairlead.systemtest.user.ConfigUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Eventual consistency: everything acknowledged is in the API and on the agents, nothing deleted
/// returned, no agent was ever told to go back, and the API shows the newest status of each
/// configuration.
public final class Checker {
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final Duration POLL = Duration.ofMillis(100);

  private final Function<ResourceId, ? extends Collection<JsonNode>> listing;
  private final Ledger ledger;

  public Checker(ConfigUser user, Ledger ledger) {
    this(cluster -> user.list(cluster, FLUX), ledger);
  }

  /// @param listing what the API lists in a cluster
  Checker(Function<ResourceId, ? extends Collection<JsonNode>> listing, Ledger ledger) {
    this.listing = listing;
    this.ledger = ledger;
  }

  /// Waits until all is as it must be in the end, then looks for what must never have happened.
  public void verify(Collection<? extends HeldByCluster> clusters, Duration limit) {
    verify(clusters, limit, Duration.ZERO);
  }

  /// As [#verify(Collection, Duration)], and all must stay so for a while.
  ///
  /// @param stay how long, within the limit
  public void verify(Collection<? extends HeldByCluster> clusters, Duration limit, Duration stay) {
    await("every agent and the API hold what was acknowledged")
        .during(stay)
        .atMost(limit)
        .pollInterval(POLL)
        .untilAsserted(() -> assertThat(differences(clusters)).isEmpty());
    for (HeldByCluster cluster : clusters) {
      assertThat(cluster.journal().violations())
          .as("what %s was told and should not", cluster.cluster())
          .isEmpty();
    }
  }

  /// What is not yet, or not any more, as it must be; empty when all is well.
  public List<String> differences(Collection<? extends HeldByCluster> clusters) {
    List<String> found = new ArrayList<>();
    for (HeldByCluster cluster : clusters) {
      Map<ResourceId, String> due = due(cluster.cluster());
      String agent = "agent " + cluster.cluster().name();
      Map<ResourceId, String> wanted = cluster.wanted();
      compare(agent, due, wanted, found);
      cluster.heldIds().stream()
          .filter(id -> !due.containsKey(id) && !wanted.containsKey(id))
          .forEach(id -> found.add(agent + ": still deletes " + id.name()));
      if (found.isEmpty()) {
        Map<ResourceId, JsonNode> shown = shown(cluster.cluster(), any -> true);
        compare("api " + cluster.cluster().name(), due, values(shown), found);
        compareStatuses(cluster, shown, found);
      }
    }
    return found;
  }

  /// What the API shows otherwise than it was acknowledged, at this moment: while nobody writes,
  /// that is never right, whatever the agents know yet. What is being deleted counts as gone.
  public List<String> lost(Collection<ResourceId> clusters) {
    List<String> found = new ArrayList<>();
    for (ResourceId cluster : clusters) {
      Map<ResourceId, JsonNode> shown = shown(cluster, body -> !isDeleting(body));
      compare("api " + cluster.name(), due(cluster), values(shown), found);
    }
    return found;
  }

  private Map<ResourceId, String> due(ResourceId cluster) {
    return ledger.expected().entrySet().stream()
        .filter(entry -> entry.getKey().cluster().equals(cluster))
        .filter(entry -> entry.getValue().isPresent())
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().orElseThrow()));
  }

  private Map<ResourceId, JsonNode> shown(ResourceId cluster, Predicate<JsonNode> which) {
    return listing.apply(cluster).stream()
        .filter(which)
        .collect(
            Collectors.toMap(body -> ResourceId.parse(body.path("id").asText()), body -> body));
  }

  private static boolean isDeleting(JsonNode body) {
    return body.at("/properties/provisioningState").asText().equals("Deleting");
  }

  private static Map<ResourceId, String> values(Map<ResourceId, JsonNode> shown) {
    Map<ResourceId, String> values = new HashMap<>();
    shown.forEach((id, body) -> values.put(id, Bodies.valueIn(id, body.path("properties"))));
    return values;
  }

  private static void compare(
      String where,
      Map<ResourceId, String> due,
      Map<ResourceId, String> actual,
      List<String> found) {
    Set<String> keys = new TreeSet<>();
    due.keySet().forEach(id -> keys.add(id.toString()));
    actual.keySet().forEach(id -> keys.add(id.toString()));
    for (String key : keys) {
      ResourceId id = ResourceId.parse(key);
      Optional<String> wanted = Optional.ofNullable(due.get(id));
      Optional<String> there = Optional.ofNullable(actual.get(id));
      if (!wanted.equals(there)) {
        found.add(where + ": " + id.name() + " is " + there + ", must be " + wanted);
      }
    }
  }

  private static void compareStatuses(
      HeldByCluster cluster, Map<ResourceId, JsonNode> shown, List<String> found) {
    Map<ResourceId, String> reported = cluster.reported();
    shown.forEach(
        (id, body) -> {
          String status = body.path("properties").path("sourceSyncedCommitId").asText("");
          String newest = reported.getOrDefault(id, "");
          if (!status.equals(newest)) {
            found.add("status of " + id.name() + " is " + status + ", reported was " + newest);
          }
        });
  }
}
