package io.fairlead.systemtest.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.user.Bodies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private static final ResourceId CLUSTER =
      ResourceId.parse(
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/c");
  private static final ResourceId ID =
      CLUSTER.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", "f");

  private final Ledger ledger = new Ledger();
  private final Cluster cluster =
      new Cluster(new HashMap<>(), new HashSet<>(), new HashMap<>(), new Journal());
  private final List<JsonNode> listed = new ArrayList<>();
  private final Checker checker = new Checker(any -> listed, ledger);

  @Test
  void findsNothingWhenAllAgree() {
    // Given
    allHave("1");
    // When
    List<String> differences = checker.differences(List.of(cluster));
    // Then
    assertThat(differences).isEmpty();
    assertThat(checker.lost(List.of(CLUSTER))).isEmpty();
  }

  @Test
  void noticesWhatTheAgentDoesNotHold() {
    // Given
    allHave("1");
    cluster.wanted().clear();
    cluster.heldIds().clear();
    // When
    List<String> differences = checker.differences(List.of(cluster));
    // Then
    assertThat(differences).singleElement().asString().contains("agent c: f is Optional.empty");
  }

  @Test
  void noticesAnotherValueAtTheAgent() {
    // Given
    allHave("1");
    cluster.wanted().put(ID, "0");
    // When
    List<String> differences = checker.differences(List.of(cluster));
    // Then
    assertThat(differences).singleElement().asString().contains("agent c: f is Optional[0]");
  }

  @Test
  void noticesWhatTheApiDoesNotShow() {
    // Given
    allHave("1");
    listed.clear();
    // When
    List<String> differences = checker.differences(List.of(cluster));
    // Then
    assertThat(differences).singleElement().asString().contains("api c: f is Optional.empty");
    assertThat(checker.lost(List.of(CLUSTER))).hasSize(1);
  }

  @Test
  void noticesAnotherValueInTheApi() {
    // Given
    allHave("1");
    listed.clear();
    listed.add(body("0", "Succeeded", "1"));
    // When
    List<String> differences = checker.differences(List.of(cluster));
    // Then
    assertThat(differences).singleElement().asString().contains("api c: f is Optional[0]");
    assertThat(checker.lost(List.of(CLUSTER))).hasSize(1);
  }

  @Test
  void noticesThatSomethingDeletedReturns() {
    // Given
    allHave("1");
    ledger.deleted(ID);
    // When
    List<String> differences = checker.differences(List.of(cluster));
    // Then
    assertThat(differences).singleElement().asString().contains("must be Optional.empty");
    assertThat(checker.lost(List.of(CLUSTER))).hasSize(1);
  }

  @Test
  void noticesThatSomethingDeletedReturnsInTheApiAlone() {
    // Given
    ledger.deleted(ID);
    listed.add(body("1", "Succeeded", ""));
    // When
    List<String> differences = checker.differences(List.of(cluster));
    // Then
    assertThat(differences).singleElement().asString().contains("api c: f is Optional[1]");
  }

  @Test
  void noticesADeletionThatNeverEnds() {
    // Given
    ledger.deleted(ID);
    cluster.heldIds().add(ID);
    listed.add(body("1", "Deleting", ""));
    // When
    List<String> differences = checker.differences(List.of(cluster));
    // Then
    assertThat(differences).singleElement().asString().contains("agent c: still deletes f");
    assertThat(checker.lost(List.of(CLUSTER))).as("acknowledged, so on its way").isEmpty();
  }

  @Test
  void noticesThatSomethingPresentIsBeingDeleted() {
    // Given
    allHave("1");
    listed.clear();
    listed.add(body("1", "Deleting", "1"));
    // When
    List<String> lost = checker.lost(List.of(CLUSTER));
    // Then
    assertThat(lost).singleElement().asString().contains("api c: f is Optional.empty");
  }

  @Test
  void noticesAStatusThatIsNotTheLatest() {
    // Given
    allHave("1");
    cluster.reported().put(ID, "2");
    // When
    List<String> differences = checker.differences(List.of(cluster));
    // Then
    assertThat(differences).containsExactly("status of f is 1, reported was 2");
  }

  @Test
  void noticesAStatusThatNobodyReported() {
    // Given
    allHave("1");
    cluster.reported().clear();
    // When
    List<String> differences = checker.differences(List.of(cluster));
    // Then
    assertThat(differences).containsExactly("status of f is 1, reported was ");
  }

  private void allHave(String value) {
    ledger.wrote(ID, value);
    cluster.wanted().put(ID, value);
    cluster.heldIds().add(ID);
    cluster.reported().put(ID, value);
    listed.add(body(value, "Succeeded", value));
  }

  private static JsonNode body(String value, String state, String status) {
    ObjectNode body = Bodies.flux(value);
    body.put("id", ID.toString());
    body.withObjectProperty("properties")
        .put("provisioningState", state)
        .put("sourceSyncedCommitId", status);
    return body;
  }

  private record Cluster(
      Map<ResourceId, String> wanted,
      Set<ResourceId> heldIds,
      Map<ResourceId, String> reported,
      Journal journal)
      implements HeldByCluster {
    @Override
    public ResourceId cluster() {
      return CLUSTER;
    }
  }
}
