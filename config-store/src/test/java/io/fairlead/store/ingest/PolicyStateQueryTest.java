package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.cluster;
import static io.fairlead.store.Samples.definition;
import static io.fairlead.store.Samples.flux;
import static io.fairlead.store.ingest.PolicyEngine.record;
import static io.fairlead.store.ingest.PolicyIngestion.ALL;
import static io.fairlead.store.ingest.PolicyIngestion.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.store.InvalidPageTokenException;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.PolicyStateField;
import io.fairlead.store.PolicyStateFilter;
import io.fairlead.store.PolicyStateFilter.TextOperator;
import io.fairlead.store.PolicyStateQuery;
import io.fairlead.store.PolicyStateSummary;
import io.fairlead.store.Samples;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredPolicyState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Questions about how resources stand to policies.
@Tag("process")
class PolicyStateQueryTest {

  private static PolicyIngestion ingestion;
  private static StoreUnderTest store;

  @BeforeAll
  static void open() {
    ingestion = PolicyIngestion.open();
    store = ingestion.store();
  }

  @AfterAll
  static void close() {
    ingestion.close();
  }

  @BeforeEach
  void nothingIsSaid() {
    ingestion.execute("delete from policy_states");
  }

  @Test
  void pagesGoThroughAllInTheOrderAskedFor() {
    // Given
    PolicyEngine engine = PolicyEngine.assign(store, "paged");
    List<Incoming> batch = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Edge.register(store, cluster("paged" + i));
      store.pass(Duration.ofSeconds(1));
      batch.add(
          record(
              engine.verdict(
                  cluster("paged" + i),
                  i % 3 == 0 ? PolicyCompliance.NonCompliant : PolicyCompliance.Compliant,
                  Reason.Confirmed)));
    }
    ingest(batch.toArray(Incoming[]::new));
    PolicyStateQuery query =
        new PolicyStateQuery(
            new PolicyStateQuery.Of.Assignment(engine.assignment().id()),
            Optional.empty(),
            List.of(
                new PolicyStateQuery.Order(PolicyStateField.COMPLIANCE, false),
                new PolicyStateQuery.Order(PolicyStateField.TIMESTAMP, false)));

    // When
    List<String> names = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      PageRequest request = new PageRequest(3, token);
      Page<StoredPolicyState> page = store.ask(() -> ingestion.told().list(query, request));
      page.items().forEach(state -> names.add(state.resource().name()));
      token = page.next();
    } while (token.isPresent());

    // Then
    assertThat(names)
        .containsExactly(
            "paged9", "paged6", "paged3", "paged0", "paged8", "paged7", "paged5", "paged4",
            "paged2", "paged1");
  }

  @Test
  void aTokenBelongsToItsList() {
    // Given
    PageRequest request = new PageRequest(1, Optional.of("bm90IG9uZQ"));

    // Then
    Assertions.assertThatThrownBy(() -> store.ask(() -> ingestion.told().list(ALL, request)))
        .hasCauseInstanceOf(InvalidPageTokenException.class);
  }

  @Test
  void filtersByWhatAzureFiltersBy() {
    // Given
    Edge.register(store, cluster("filter-a"));
    Edge.register(store, cluster("filter-b"));
    PolicyEngine one = PolicyEngine.assign(store, "filter-one");
    PolicyEngine two = PolicyEngine.assign(store, "filter-two");
    ingest(
        record(one.verdict(cluster("filter-a"), PolicyCompliance.Compliant, Reason.Confirmed)),
        record(one.verdict(cluster("filter-b"), PolicyCompliance.NonCompliant, Reason.Missing)),
        record(
            two.verdict(
                flux("filter-a", "base"), PolicyCompliance.NonCompliant, Reason.RuleMatches)));

    // Then
    assertThat(matching(equal(PolicyStateField.COMPLIANCE, "noncompliant")))
        .containsExactly("base", "filter-b");
    assertThat(matching(equal(PolicyStateField.ASSIGNMENT_NAME, "FILTER-ONE")))
        .containsExactly("filter-a", "filter-b");
    assertThat(matching(equal(PolicyStateField.RESOURCE_TYPE, Samples.FLUX)))
        .containsExactly("base");
    assertThat(matching(equal(PolicyStateField.RESOURCE_GROUP, "edge"))).hasSize(3);
    assertThat(matching(equal(PolicyStateField.RESOURCE_LOCATION, "westeurope"))).hasSize(3);
    assertThat(matching(equal(PolicyStateField.DEFINITION_NAME, "gitops"))).hasSize(3);
    assertThat(matching(equal(PolicyStateField.INITIATIVE_ID, ""))).hasSize(3);
    assertThat(
            matching(
                new PolicyStateFilter.Any(
                    List.of(
                        new PolicyStateFilter.Text(
                            PolicyStateField.RESOURCE_ID, TextOperator.ENDS_WITH, "Filter-B"),
                        new PolicyStateFilter.Not(
                            new PolicyStateFilter.Text(
                                PolicyStateField.ASSIGNMENT_ID, TextOperator.CONTAINS, "one"))))))
        .containsExactly("base", "filter-b");
    assertThat(
            matching(
                new PolicyStateFilter.Time(
                    PolicyStateFilter.Comparison.LESS, store.clock().instant())))
        .isEmpty();
    assertThat(matching(new PolicyStateFilter.All(List.of()))).hasSize(3);
    assertThat(matching(new PolicyStateFilter.Any(List.of()))).isEmpty();
    assertThat(
            matching(
                new PolicyStateFilter.Text(
                    PolicyStateField.RESOURCE_ID, TextOperator.CONTAINS, "%_'")))
        .isEmpty();
  }

  @Test
  void scopesContainWhatIsInThemAndNoNeighbours() {
    // Given
    Edge.register(store, cluster("scope"));
    Edge.register(store, cluster("scope-1"));
    Edge.register(store, cluster("scope|1"));
    PolicyEngine engine = PolicyEngine.assign(store, "scope");
    ingest(
        record(engine.verdict(cluster("scope"), PolicyCompliance.Compliant, Reason.Confirmed)),
        record(engine.verdict(flux("scope", "base"), PolicyCompliance.Compliant, Reason.Satisfied)),
        record(engine.verdict(cluster("scope-1"), PolicyCompliance.Compliant, Reason.Confirmed)),
        record(engine.verdict(cluster("scope|1"), PolicyCompliance.Compliant, Reason.Confirmed)));

    // Then
    PolicyScope cluster = PolicyScope.parse(cluster("scope").toString());
    assertThat(names(new PolicyStateQuery.Of.Scope(cluster)))
        .containsExactlyInAnyOrder("scope", "base");
    assertThat(names(new PolicyStateQuery.Of.Resource(cluster("scope")))).containsExactly("scope");
    assertThat(names(new PolicyStateQuery.Of.Resource(flux("scope", "base"))))
        .containsExactly("base");
    assertThat(
            names(
                new PolicyStateQuery.Of.Scope(
                    PolicyScope.parse(SUBSCRIPTION + "/resourceGroups/EDGE"))))
        .hasSize(4);
    assertThat(
            names(
                new PolicyStateQuery.Of.Scope(
                    PolicyScope.parse(SUBSCRIPTION + "/resourceGroups/Edg"))))
        .isEmpty();
    assertThat(names(new PolicyStateQuery.Of.Definition(SUBSCRIPTION, definition("GitOps"))))
        .hasSize(4);
    assertThat(names(new PolicyStateQuery.Of.Initiative(SUBSCRIPTION, definition("GitOps"))))
        .isEmpty();
    Map<PolicyCompliance, Long> counted =
        ingestion
            .summary(
                new PolicyStateQuery(
                    new PolicyStateQuery.Of.Scope(cluster), Optional.empty(), List.of()))
            .resources();
    assertThat(counted).isEqualTo(Map.of(PolicyCompliance.Compliant, 2L));
  }

  @Test
  void aResourceCountsOnceWithTheWorstOfItsStates() {
    // Given
    Edge.register(store, cluster("worst"));
    PolicyEngine one = PolicyEngine.assign(store, "worst-one");
    PolicyEngine two = PolicyEngine.assign(store, "worst-two");
    ingest(
        record(one.verdict(cluster("worst"), PolicyCompliance.Compliant, Reason.Confirmed)),
        record(two.verdict(cluster("worst"), PolicyCompliance.Unknown, Reason.NoStatus)));

    // When
    PolicyStateSummary summary = ingestion.summary(ALL);

    // Then
    assertThat(summary.resources()).isEqualTo(Map.of(PolicyCompliance.Unknown, 1L));
    assertThat(summary.assignments())
        .extracting(PolicyStateSummary.OfAssignment::resources)
        .containsExactly(
            Map.of(PolicyCompliance.Compliant, 1L), Map.of(PolicyCompliance.Unknown, 1L));
  }

  private static PolicyStateFilter equal(PolicyStateField field, String value) {
    return new PolicyStateFilter.Text(field, TextOperator.EQUAL, value);
  }

  private static List<String> matching(PolicyStateFilter filter) {
    PolicyStateQuery query =
        new PolicyStateQuery(
            ALL.of(),
            Optional.of(filter),
            List.of(new PolicyStateQuery.Order(PolicyStateField.RESOURCE_TYPE, false)));
    return store.ask(() -> ingestion.told().list(query, PageRequest.first(100))).items().stream()
        .map(state -> state.resource().name())
        .sorted()
        .toList();
  }

  private static List<String> names(PolicyStateQuery.Of of) {
    PolicyStateQuery query = new PolicyStateQuery(of, Optional.empty(), List.of());
    return store.ask(() -> ingestion.told().list(query, PageRequest.first(100))).items().stream()
        .map(state -> state.resource().name())
        .toList();
  }

  private static void ingest(Incoming... records) {
    assertThat(ingestion.ingest(records)).isEmpty();
  }
}
