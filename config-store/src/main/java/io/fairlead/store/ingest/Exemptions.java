package io.fairlead.store.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// The exemptions that may cover what a batch does, as the database has them. What is exempt is
/// neither written nor withdrawn, and no generation tells that it is.
final class Exemptions {
  private Exemptions() {}

  /// Makes changes of the assignments, and of exemptions from them, wait for this transaction. So
  /// what is read of them afterwards stays as it is until what it allows is written.
  static Uni<Void> keep(SqlConnection connection, Collection<PlannedDeployment> deployments) {
    return connection
        .preparedQuery(DeploymentSql.ASSIGNMENTS)
        .execute(
            Tuple.tuple().addArrayOfString(distinct(deployments, PlannedDeployment::assignmentKey)))
        .replaceWithVoid();
  }

  /// Those of the assignments at the clusters and around them, whether they have expired or not.
  static Uni<List<PolicyState>> of(
      SqlConnection connection, Collection<PlannedDeployment> deployments) {
    Tuple parameters =
        Tuple.tuple()
            .addArrayOfString(distinct(deployments, PlannedDeployment::clusterKey))
            .addArrayOfString(distinct(deployments, PlannedDeployment::assignmentKey))
            .addString(PolicyType.EXEMPTION.key());
    return connection
        .preparedQuery(DeploymentSql.EXEMPTIONS)
        .execute(parameters)
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(Exemptions::exemption)
                    .toList());
  }

  private static String[] distinct(
      Collection<PlannedDeployment> deployments, Function<PlannedDeployment, String> key) {
    return deployments.stream().map(key).distinct().toArray(String[]::new);
  }

  private static PolicyState exemption(Row row) {
    return new PolicyState(
        PolicyId.parse(row.getString("id")),
        row.getUUID("uid"),
        row.getLong("generation"),
        0,
        Json.read(row.getString("properties").getBytes(StandardCharsets.UTF_8), JsonNode.class),
        row.get(OffsetDateTime.class, "changed_at").toInstant());
  }
}
