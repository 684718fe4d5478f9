package io.fairlead.store.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict.Deployed;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.store.Connectivity;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.PolicyStateQuery;
import io.fairlead.store.PolicyStateSummary;
import io.fairlead.store.PolicyStates;
import io.fairlead.store.StoredPolicyState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// States of policies in PostgreSQL.
///
/// Summaries of subscriptions, resource groups, assignments, definitions and initiatives are read
/// from `policy_counts`, which triggers keep (`V8__counts_of_definitions.sql`); those of a cluster,
/// of a definition that an initiative has several times, and filtered ones are counted.
public final class PostgresPolicyStates implements PolicyStates {
  private static final TypeReference<List<PolicyId>> IDS = new TypeReference<>() {};
  private static final TypeReference<List<Deployed>> DEPLOYED = new TypeReference<>() {};

  private final BoundedReads reads;
  private final StoreSettings settings;
  private final InstantSource clock;

  public PostgresPolicyStates(Pool pool, StoreSettings settings, InstantSource clock) {
    this.reads = new BoundedReads(pool, settings.longestRead());
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Uni<Page<StoredPolicyState>> list(PolicyStateQuery query, PageRequest page) {
    return Uni.createFrom()
        .deferred(
            () -> {
              PolicyStateOrder order = PolicyStateOrder.of(query);
              PolicyStateConditions conditions = new PolicyStateConditions();
              String where = where(query, conditions);
              String after =
                  page.token().map(token -> " and " + order.after(token, conditions)).orElse("");
              String sql =
                  PolicyStateSql.page(
                      order.columns(),
                      PolicyStateSql.FROM + where + after,
                      order.orderBy(),
                      conditions.parameter(page.top() + 1L));
              return rows(sql, conditions.parameters()).map(rows -> page(rows, page.top(), order));
            });
  }

  private static String where(PolicyStateQuery query, PolicyStateConditions conditions) {
    String of = conditions.of(query.of());
    return query.filter().map(filter -> of + " and " + conditions.filter(filter)).orElse(of);
  }

  private Page<StoredPolicyState> page(List<Row> rows, int top, PolicyStateOrder order) {
    if (rows.isEmpty()) {
      return new Page<>(List.of(), Optional.empty());
    }
    Instant now = clock.instant();
    List<Row> shown = rows.subList(0, Math.min(top, rows.size()));
    boolean more = rows.getFirst().getLong("fetched") > shown.size();
    return new Page<>(
        shown.stream().map(row -> state(row, now)).toList(),
        more ? Optional.of(order.token(shown.getLast())) : Optional.empty());
  }

  private StoredPolicyState state(Row row, Instant now) {
    Instant heard = instant(row, "last_heartbeat_at");
    return new StoredPolicyState(
        ResourceId.parse(row.getString("resource_id")),
        row.getString("location"),
        tags(row.getString("tags")),
        PolicyId.parse(row.getString("assignment_id")),
        PolicyId.parse(row.getString("definition_id")),
        id(row.getString("initiative_id")),
        row.getString("reference"),
        row.getString("effect"),
        PolicyCompliance.valueOf(row.getString("effective_compliance")),
        Reason.valueOf(row.getString("effective_reason")),
        row.getString("message"),
        StoredJson.read(row.getString("conflicts_with"), IDS),
        id(row.getString("exemption")),
        StoredJson.read(row.getString("deployed"), DEPLOYED),
        row.getOffsetDateTime("decided_at").toInstant(),
        instant(row, "confirmed_at"),
        connectivity(heard, now),
        heard);
  }

  private static Map<String, String> tags(@Nullable String json) {
    return json == null ? Map.of() : StoredJson.readStrings(json);
  }

  private Connectivity.State connectivity(@Nullable Instant heard, Instant now) {
    if (heard == null) {
      return Connectivity.State.Connecting;
    }
    return heard.plus(settings.offlineAfter()).isAfter(now)
        ? Connectivity.State.Connected
        : Connectivity.State.Offline;
  }

  private static @Nullable Instant instant(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable PolicyId id(@Nullable String id) {
    return id == null ? null : PolicyId.parse(id);
  }

  @Override
  public Uni<PolicyStateSummary> summarize(PolicyStateQuery query) {
    PolicyStateConditions conditions = new PolicyStateConditions();
    Optional<String> kept =
        query.filter().isPresent() ? Optional.empty() : kept(query.of(), conditions);
    if (kept.isEmpty()) {
      return counted(query);
    }
    return rows(PolicyStateSql.kept(kept.get()), conditions.parameters())
        .flatMap(
            rows ->
                switch (query.of()) {
                  case PolicyStateQuery.Of.Definition _
                      when !PolicyStateCounts.areOfOneReferenceEach(rows) ->
                      counted(query);
                  case PolicyStateQuery.Of.Assignment _ ->
                      Uni.createFrom().item(PolicyStateCounts.ofOneAssignment(rows));
                  default -> Uni.createFrom().item(PolicyStateCounts.of(rows));
                });
  }

  private Uni<PolicyStateSummary> counted(PolicyStateQuery query) {
    PolicyStateConditions conditions = new PolicyStateConditions();
    String sql = PolicyStateSql.counted(PolicyStateSql.FROM + where(query, conditions));
    return rows(sql, conditions.parameters())
        .map(
            rows ->
                query.of() instanceof PolicyStateQuery.Of.Assignment
                    ? PolicyStateCounts.ofOneAssignment(rows)
                    : PolicyStateCounts.of(rows));
  }

  /// Which of the counts that are kept answer; empty when none do.
  private static Optional<String> kept(PolicyStateQuery.Of of, PolicyStateConditions conditions) {
    return switch (of) {
      case PolicyStateQuery.Of.Scope(PolicyScope scope) when scope.cluster().isPresent() ->
          Optional.empty();
      case PolicyStateQuery.Of.Scope(PolicyScope scope) ->
          Optional.of(
              conditions.groups(scope) + " and (assignment_key <> '' or definition_key = '')");
      case PolicyStateQuery.Of.Assignment(PolicyId assignment) ->
          Optional.of("assignment_key = " + conditions.parameter(assignment.key()));
      case PolicyStateQuery.Of.Definition(PolicyScope subscription, PolicyId definition) ->
          Optional.of(
              conditions.groups(subscription)
                  + " and definition_key = "
                  + conditions.parameter(definition.key()));
      case PolicyStateQuery.Of.Initiative(PolicyScope subscription, PolicyId initiative) ->
          Optional.of(
              conditions.groups(subscription)
                  + PolicyStateSql.OF_INITIATIVE.formatted(conditions.parameter(initiative.key())));
      case PolicyStateQuery.Of.Resource _ -> Optional.empty();
    };
  }

  private Uni<List<Row>> rows(String sql, Tuple parameters) {
    return reads
        .read(sql, parameters)
        .map(
            set -> {
              List<Row> rows = new ArrayList<>(set.size());
              set.forEach(rows::add);
              return rows;
            });
  }
}
