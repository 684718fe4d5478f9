package io.fairlead.store;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.definition;
import static io.fairlead.store.Samples.policy;
import static io.fairlead.store.Samples.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.embedded.Backing;
import io.fairlead.store.PolicyQuery.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class PolicyStoreTest {
  private static final String SUBSCRIPTION = "/subscriptions/" + Samples.SUBSCRIPTION;
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/Edge";

  private StoreUnderTest store;

  @BeforeEach
  void open() {
    store = new StoreUnderTest(Backing.shared().newDatabase());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private WriteOutcome<StoredPolicy> put(PolicyWrite write) {
    return store.ask(() -> store.policies().put(write, ANYTHING));
  }

  private DeleteOutcome<StoredPolicy> delete(PolicyId id) {
    return store.ask(() -> store.policies().delete(id, ANYTHING));
  }

  private Optional<StoredPolicy> find(PolicyId id) {
    return store.ask(() -> store.policies().find(id));
  }

  private List<String> names(PolicyType type, String scope, Reach reach, String category) {
    PolicyQuery query =
        new PolicyQuery(
            type,
            PolicyScope.parse(scope),
            reach,
            Optional.of(category).filter(c -> !c.isEmpty()),
            Optional.empty());
    List<String> names = new ArrayList<>();
    PageRequest request = PageRequest.first(2);
    while (true) {
      PageRequest asked = request;
      Page<StoredPolicy> page = store.ask(() -> store.policies().list(query, asked));
      page.items().forEach(item -> names.add(item.id().name()));
      if (page.next().isEmpty()) {
        return names;
      }
      request = new PageRequest(2, page.next());
    }
  }

  @Test
  void isShownAsItWasWrittenInItsOrder() {
    // Given
    String properties = "{\"z\":null,\"a\":{\"y\":\"[field('name')]\",\"b\":1},\"m\":[]}";

    // When
    put(write(definition("Base"), properties));

    // Then
    assertThat(find(definition("BASE")).orElseThrow().body())
        .hasToString("{\"properties\":" + properties + "}");
    assertThat(store.ask(() -> store.scopes().subscription(Samples.SUBSCRIPTION))).isPresent();
  }

  @Test
  void parametersOfManyDefinitionsAreReadAtOnce() {
    // Given
    put(write(definition("None"), "{\"a\":1}"));
    put(write(definition("Some"), "{\"parameters\":{\"z\":{\"type\":\"String\"},\"a\":{}}}"));
    put(write(definition("gone"), "{}"));
    delete(definition("gone"));

    // When
    Map<PolicyId, JsonNode> found =
        store.ask(
            () ->
                store
                    .policies()
                    .parameters(
                        List.of(definition("NONE"), definition("some"), definition("gone"))));

    // Then
    assertThat(found)
        .containsOnlyKeys(definition("none"), definition("some"))
        .containsEntry(definition("none"), MissingNode.getInstance());
    assertThat(found.get(definition("some"))).hasToString("{\"z\":{\"type\":\"String\"},\"a\":{}}");
  }

  @Test
  void anotherOrderIsAChangeAndTheSameBodyIsNone() {
    // Given
    put(write(definition("base"), "{\"a\":1,\"b\":2}"));

    // When, Then
    assertThat(put(write(definition("base"), "{\"a\":1,\"b\":2}")))
        .isInstanceOf(WriteOutcome.Unchanged.class);
    assertThat(put(write(definition("base"), "{\"b\":2,\"a\":1}")))
        .isInstanceOf(WriteOutcome.Updated.class);
  }

  @Test
  void needsItsScopeAndWhatItNames() {
    // Given
    PolicyId set = policy(SUBSCRIPTION, PolicyType.SET_DEFINITION, "set");
    PolicyId atGroup = policy(GROUP, PolicyType.ASSIGNMENT, "at-group");
    PolicyId atCluster =
        policy(Samples.cluster("ship").toString(), PolicyType.ASSIGNMENT, "at-cluster");

    // When, Then
    assertThat(put(write(set, "{}", definition("nowhere"))))
        .isInstanceOf(WriteOutcome.ParentMissing.class);
    assertThat(find(set)).isEmpty();
    assertThat(put(write(atGroup, "{}"))).isInstanceOf(WriteOutcome.ParentMissing.class);
    assertThat(put(write(atCluster, "{}"))).isInstanceOf(WriteOutcome.ParentMissing.class);
  }

  @Test
  void whatIsNamedStaysUntilNothingNamesItAnyMore() {
    // Given
    PolicyId set = policy(SUBSCRIPTION, PolicyType.SET_DEFINITION, "set");
    put(write(definition("base"), "{}"));
    put(write(definition("other"), "{}"));
    put(write(set, "{}", definition("base"), definition("other")));

    // When, Then
    assertThat(delete(definition("base"))).isEqualTo(new DeleteOutcome.InUse<>(set.toString()));
    put(write(set, "{\"changed\":1}", definition("other")));
    assertThat(delete(definition("base"))).isInstanceOf(DeleteOutcome.Gone.class);
    assertThat(delete(definition("base"))).isInstanceOf(DeleteOutcome.Absent.class);
    assertThat(delete(definition("other"))).isInstanceOf(DeleteOutcome.InUse.class);
    assertThat(delete(set)).isInstanceOf(DeleteOutcome.Gone.class);
    assertThat(delete(definition("other"))).isInstanceOf(DeleteOutcome.Gone.class);
  }

  @Test
  void whatIsNamedAndDeletedAtTheSameTimeIsNeverNamedAndGone() {
    for (int round = 0; round < 20; round++) {
      // Given
      PolicyId base = definition("base" + round);
      PolicyId set = policy(SUBSCRIPTION, PolicyType.SET_DEFINITION, "set" + round);
      put(write(base, "{}"));

      // When
      CompletableFuture<WriteOutcome<StoredPolicy>> named =
          store.start(() -> store.policies().put(write(set, "{}", base), ANYTHING));
      CompletableFuture<DeleteOutcome<StoredPolicy>> deleted =
          store.start(() -> store.policies().delete(base, ANYTHING));

      // Then
      boolean isNamed = named.join() instanceof WriteOutcome.Created;
      boolean isGone = deleted.join() instanceof DeleteOutcome.Gone;
      assertThat(isNamed).isNotEqualTo(isGone);
    }
  }

  @Test
  void listsByReachAndCategoryPageByPage() {
    // Given
    store.ask(() -> store.clusters().put(write(Samples.cluster("ship")), ANYTHING));
    String cluster = Samples.cluster("ship").toString();
    IntStream.range(0, 5).forEach(i -> put(write(definition("d" + i), category(i))));
    put(write(policy(SUBSCRIPTION, PolicyType.ASSIGNMENT, "wide"), "{}"));
    put(write(policy(GROUP, PolicyType.ASSIGNMENT, "middle"), "{}"));
    put(write(policy(cluster, PolicyType.ASSIGNMENT, "narrow"), "{}"));

    // When, Then
    assertThat(names(PolicyType.DEFINITION, SUBSCRIPTION, Reach.EXACT, ""))
        .containsExactly("d0", "d1", "d2", "d3", "d4");
    assertThat(names(PolicyType.DEFINITION, SUBSCRIPTION, Reach.EXACT, "KUBERNETES"))
        .containsExactly("d0", "d2", "d4");
    assertThat(names(PolicyType.ASSIGNMENT, GROUP, Reach.EXACT, "")).containsExactly("middle");
    assertThat(names(PolicyType.ASSIGNMENT, GROUP, Reach.INHERITED, ""))
        .containsExactlyInAnyOrder("wide", "middle");
    assertThat(names(PolicyType.ASSIGNMENT, GROUP, Reach.ASSOCIATED, ""))
        .containsExactlyInAnyOrder("wide", "middle", "narrow");
    assertThat(names(PolicyType.ASSIGNMENT, cluster, Reach.ASSOCIATED, ""))
        .containsExactlyInAnyOrder("wide", "middle", "narrow");
  }

  private static String category(int i) {
    return "{\"metadata\":{\"category\":\"%s\"}}".formatted(i % 2 == 0 ? "Kubernetes" : "Other");
  }

  @Test
  void aScopeTakesOnlySoMany() {
    // Given
    PolicyWrite first = write(definition("first"), "{}");
    put(first);

    // When
    PolicyWrite second = write(definition("second"), "{}");
    WriteOutcome<StoredPolicy> outcome =
        put(new PolicyWrite(second.id(), second.body(), second.references(), 1, second.by()));

    // Then
    assertThat(outcome).isEqualTo(new WriteOutcome.LimitReached<>(1));
    assertThat(find(second.id())).isEmpty();
  }

  @Test
  void whatIsAtAClusterGoesWithIt() {
    // Given
    store.ask(() -> store.clusters().put(write(Samples.cluster("ship")), ANYTHING));
    PolicyId narrow = policy(Samples.cluster("ship").toString(), PolicyType.ASSIGNMENT, "narrow");
    put(write(definition("base"), "{}"));
    put(write(narrow, "{}", definition("base")));

    // When
    store.ask(() -> store.clusters().delete(Samples.cluster("ship"), ANYTHING));

    // Then
    assertThat(find(narrow)).isEmpty();
    assertThat(delete(definition("base"))).isInstanceOf(DeleteOutcome.Gone.class);
  }
}
