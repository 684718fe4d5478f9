package io.fairlead.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.check.Checker;
import io.fairlead.systemtest.check.Ledger;
import io.fairlead.systemtest.edge.Fleet;
import io.fairlead.systemtest.edge.TestAgent;
import io.fairlead.systemtest.hub.Hub;
import io.fairlead.systemtest.hub.Topics;
import io.fairlead.systemtest.user.Answer;
import io.fairlead.systemtest.user.Bodies;
import io.fairlead.systemtest.user.ConfigUser;
import io.fairlead.systemtest.user.Together;
import java.time.Duration;
import java.util.List;

/// All that a test needs: the hub, a user, clusters of its own, and a ledger of what the hub
/// acknowledged to
/// the user.
///
/// @param hub shared with other tests, healthy at the beginning of each
/// @param user writes without leaving a trace in the ledger
/// @param fleet this test's own clusters; they end with the test
/// @param ledger what was written through this
public record World(Hub hub, ConfigUser user, Fleet fleet, Ledger ledger) implements AutoCloseable {
  /// How long anything may take to become right, whatever happened before.
  public static final Duration SOON = Duration.ofSeconds(60);

  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final int WRITES_AT_ONCE = 8;
  private static final Duration POLL = Duration.ofMillis(50);

  /// The id of a fluxConfiguration.
  public static ResourceId flux(ResourceId cluster, String name) {
    return cluster.extension(FLUX, name);
  }

  /// Creates or replaces a configuration.
  public Answer write(ResourceId id, String value) {
    Answer answer = user.put(id, Bodies.flux(value)).expect(200, 201);
    ledger.wrote(id, value);
    return answer;
  }

  /// Changes a configuration.
  public Answer patch(ResourceId id, String value) {
    Answer answer = user.patch(id, Bodies.fluxPatch(value), ConfigUser.ALWAYS).expect(200, 202);
    ledger.wrote(id, value);
    return answer;
  }

  /// Deletes a configuration; the cluster is to confirm.
  public Answer delete(ResourceId id) {
    Answer answer = user.delete(id).expect(200, 202);
    ledger.deleted(id);
    return answer;
  }

  /// Deletes a configuration without asking the cluster.
  public Answer forceDelete(ResourceId id) {
    Answer answer = user.forceDelete(id).expect(200, 202);
    ledger.deleted(id);
    return answer;
  }

  /// Creates configurations `c0`, `c1`, … with values `NAME/first`.
  public List<ResourceId> writeMany(ResourceId cluster, int count) {
    return Together.times(
        count,
        WRITES_AT_ONCE,
        number -> {
          ResourceId id = flux(cluster, "c" + number);
          write(id, id.name() + "/first");
          return id;
        });
  }

  /// Waits until these agents, the API and the ledger agree, and checks how they got there.
  public void verify(TestAgent... agents) {
    new Checker(user, ledger).verify(List.of(agents), SOON);
  }

  /// Waits until the user gets that status for a resource.
  public void awaitStatus(ResourceId id, int status) {
    await(id.name() + " answers " + status)
        .atMost(SOON)
        .pollInterval(POLL)
        .untilAsserted(() -> assertThat(user.get(id).status()).isEqualTo(status));
  }

  /// Waits until a property of a resource has that value.
  ///
  /// @param pointer a JSON pointer
  public void awaitText(ResourceId id, String pointer, String value) {
    await(id.name() + pointer + " is " + value)
        .atMost(SOON)
        .pollInterval(POLL)
        .untilAsserted(() -> assertThat(user.get(id).text(pointer)).isEqualTo(value));
  }

  /// Windows into the topics.
  public Topics topics() {
    return new Topics(hub.bootstrapServers());
  }

  @Override
  public void close() {
    fleet.close();
  }
}
