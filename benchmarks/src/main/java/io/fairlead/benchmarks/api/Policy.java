package io.fairlead.benchmarks.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.benchmarks.hub.Hub;
import io.fairlead.benchmarks.store.Subscription;
import io.fairlead.benchmarks.waiting.Waiting;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyScope;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.json.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/// A policy for connected clusters: its definition at their subscription, and its assignment.
public final class Policy {
  private static final String CLUSTERS = "Microsoft.Kubernetes/connectedClusters";
  private static final String FLUX = "Microsoft.KubernetesConfiguration/fluxConfigurations";
  private static final String SCHEMA =
      "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
  private static final String VERSION = "?api-version=2023-04-01";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private static final String JUDGED =
      "select count(*) from policy_states where assignment_key = ?";

  private static final String WRITTEN =
      """
      select count(*), max(changed_at) from configurations
      where modified_by = ? and lifecycle = 'Active'""";

  private final PolicyId definition;
  private final PolicyId assignment;
  private final ObjectNode rule;

  private Policy(PolicyScope scope, String name, ObjectNode rule) {
    this.definition = PolicyId.of(scope.subscription(), PolicyType.DEFINITION, name);
    this.assignment = PolicyId.of(scope, PolicyType.ASSIGNMENT, name);
    this.rule = rule;
  }

  /// A subscription.
  public static PolicyScope everywhere(Subscription subscription) {
    return PolicyScope.parse("/subscriptions/" + subscription.id());
  }

  /// One of its resource groups.
  public static PolicyScope group(Subscription subscription, String name) {
    return PolicyScope.parse(everywhere(subscription) + "/resourceGroups/" + name);
  }

  /// Puts a flux configuration on every cluster.
  ///
  /// @param name of the policy and of its configurations
  public static Policy deploying(PolicyScope scope, String name) {
    ObjectNode rule = object();
    rule.putObject("if").put("field", "type").put("equals", CLUSTERS);
    rule.putObject("then").put("effect", "deployIfNotExists").set("details", details(name));
    return new Policy(scope, name, rule);
  }

  /// Only looks at every cluster.
  public static Policy auditing(PolicyScope scope, String name) {
    ObjectNode rule = object();
    rule.putObject("if").put("field", "type").put("equals", CLUSTERS);
    rule.putObject("then").put("effect", "audit");
    return new Policy(scope, name, rule);
  }

  private static ObjectNode details(String name) {
    ObjectNode details = object().put("type", FLUX);
    details.putArray("roleDefinitionIds").add("/providers/microsoft.authorization/x");
    ObjectNode deployment = details.putObject("deployment").putObject("properties");
    deployment.put("mode", "incremental");
    deployment.putObject("parameters").putObject("cluster").put("value", "[field('name')]");
    ObjectNode template = deployment.putObject("template");
    template.put("$schema", SCHEMA).put("contentVersion", "1.0.0.0");
    template.putObject("parameters").putObject("cluster").put("type", "string");
    ObjectNode resource = template.putArray("resources").addObject();
    resource
        .put("type", FLUX)
        .put("apiVersion", "2023-05-01")
        .put("name", name)
        .put("scope", "[concat('" + CLUSTERS + "/', parameters('cluster'))]")
        .set("properties", Bodies.properties(name));
    return details;
  }

  /// Writes the definition.
  public Future<?> define(ApiClient user) {
    ObjectNode properties = object().put("mode", "Indexed").put("policyType", "Custom");
    properties.set("policyRule", rule);
    return user.put(definition + VERSION, body(properties));
  }

  /// Puts it in force.
  public Future<?> assign(ApiClient user) {
    return user.put(
        assignment + VERSION, body(object().put("policyDefinitionId", definition.toString())));
  }

  /// Waits until the store has its verdicts on that many clusters.
  ///
  /// @throws IllegalStateException when it has not in time
  public void awaitJudged(Hub hub, int count, Duration limit) throws InterruptedException {
    await(hub, JUDGED, assignment.key(), "%,d of %,d clusters are judged by %s", count, limit);
  }

  /// Waits until the store has that many of its configurations.
  ///
  /// @throws IllegalStateException when it has not in time
  public void awaitWritten(Hub hub, int count, Duration limit) throws InterruptedException {
    await(hub, WRITTEN, assignment.toString(), "%,d of %,d clusters have %s", count, limit);
  }

  private void await(
      Hub hub, String question, String asked, String state, int count, Duration limit)
      throws InterruptedException {
    try (Connection connection = hub.database().connect();
        PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, asked);
      Waiting.until(
          () -> count(statement) >= count,
          () -> state.formatted(count(statement), count, assignment.name()),
          BETWEEN_LOOKS,
          limit);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot count", e);
    }
  }

  /// When the last of its configurations was written: the API's clock, before the commit.
  ///
  /// @throws IllegalStateException when it has not written that many
  public Instant lastWritten(Hub hub, int count) {
    try (Connection connection = hub.database().connect();
        PreparedStatement statement = connection.prepareStatement(WRITTEN)) {
      statement.setString(1, assignment.toString());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getInt(1) != count) {
          throw new IllegalStateException(
              "%s is on %,d of %,d clusters".formatted(assignment.name(), row.getInt(1), count));
        }
        return row.getObject(2, OffsetDateTime.class).toInstant();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot look at configurations", e);
    }
  }

  private static long count(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Buffer body(ObjectNode properties) {
    return Buffer.buffer(Json.write(object().set("properties", properties)));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
