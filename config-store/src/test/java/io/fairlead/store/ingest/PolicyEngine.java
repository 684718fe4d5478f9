package io.fairlead.store.ingest;

import static io.fairlead.store.Samples.ANYTHING;
import static io.fairlead.store.Samples.definition;
import static io.fairlead.store.Samples.policy;
import static io.fairlead.store.Samples.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.json.Json;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action;
import io.fairlead.contract.policy.Deployment.Basis;
import io.fairlead.contract.policy.Deployment.SecretPlace;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.policy.PolicyVerdict.Deployed;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.contract.topic.EventType;
import io.fairlead.contract.topic.Topic;
import io.fairlead.store.DeploymentCheck;
import io.fairlead.store.ExemptionCheck;
import io.fairlead.store.Samples;
import io.fairlead.store.Seals;
import io.fairlead.store.StoreUnderTest;
import io.fairlead.store.StoredCluster;
import io.fairlead.store.StoredPolicy;
import io.fairlead.store.WithdrawalCheck;
import io.fairlead.store.WriteOutcome;
import io.fairlead.store.secret.Secret;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// An assignment, seen from the policy engine: makes the records that the engine would write.
///
/// @param epoch of what it knows
public record PolicyEngine(
    StoreUnderTest store, StoredPolicy assignment, String reference, long epoch) {
  /// A second opinion that is always the first one's.
  static final WithdrawalCheck AGREEING =
      asked ->
          Uni.createFrom()
              .item(asked.stream().map(Deployment::configuration).collect(Collectors.toSet()));

  /// Rules like the API's: `timeout` has a default, `namespace` cannot change, and `bad` is
  /// forbidden.
  static final DeploymentCheck RULES =
      new DeploymentCheck() {
        @Override
        public Outcome check(
            ResourceId configuration, JsonNode properties, Map<String, Secret> secrets) {
          if (properties.has("bad")) {
            return new Outcome.Refused("'properties.bad' is not allowed.");
          }
          ObjectNode accepted = properties.deepCopy();
          accepted.put("timeout", 600);
          return new Outcome.Accepted(accepted);
        }

        @Override
        public Optional<String> changeProblem(
            ResourceId configuration, ObjectNode stored, ObjectNode accepted) {
          return stored.path("namespace").equals(accepted.path("namespace"))
              ? Optional.empty()
              : Optional.of("'properties.namespace' is fixed.");
        }
      };

  /// Reads exemptions much as the API does.
  static final ExemptionCheck EXEMPTING =
      (exemptions, now) ->
          each -> exemptions.stream().anyMatch(exemption -> covers(exemption, each, now));

  private static boolean covers(PolicyState exemption, ExemptionCheck.Case each, Instant now) {
    JsonNode properties = exemption.properties();
    String expires = properties.path("expiresOn").asText();
    JsonNode references = properties.path("policyDefinitionReferenceIds");
    return properties
            .path("policyAssignmentId")
            .asText()
            .equalsIgnoreCase(each.assignment().toString())
        && (each.cluster().key() + "/").startsWith(exemption.id().scope().key() + "/")
        && (expires.isEmpty() || Instant.parse(expires).isAfter(now))
        && (references.isEmpty()
            || references
                .valueStream()
                .anyMatch(name -> name.asText().equalsIgnoreCase(each.reference())));
  }

  /// Assigns something.
  public static PolicyEngine assign(StoreUnderTest store, String name) {
    return assign(store, "/subscriptions/" + Samples.SUBSCRIPTION + "/resourceGroups/Edge", name);
  }

  static PolicyEngine assign(StoreUnderTest store, String scope, String name) {
    PolicyId id = policy(scope, PolicyType.ASSIGNMENT, name);
    store.ask(() -> store.policies().put(write(id, "{\"n\":\"" + name + "\"}"), ANYTHING));
    return new PolicyEngine(store, store.ask(() -> store.policies().find(id)).orElseThrow(), "", 1);
  }

  PolicyEngine as(String otherReference) {
    return new PolicyEngine(store, assignment, otherReference, epoch);
  }

  public PolicyEngine in(long otherEpoch) {
    return new PolicyEngine(store, assignment, reference, otherEpoch);
  }

  /// The assignment after it was written again.
  PolicyEngine changed(String properties) {
    store.ask(() -> store.policies().put(write(assignment.id(), properties), ANYTHING));
    return current();
  }

  /// The assignment as it is now.
  PolicyEngine current() {
    return new PolicyEngine(
        store,
        store.ask(() -> store.policies().find(assignment.id())).orElseThrow(),
        reference,
        epoch);
  }

  /// Exempts from the assignment.
  ///
  /// @param more properties, each after a comma
  void exempt(String scope, String more) {
    store.ask(() -> exempting(scope, more));
  }

  Uni<WriteOutcome<StoredPolicy>> exempting(String scope, String more) {
    PolicyId id = policy(scope, PolicyType.EXEMPTION, assignment.id().name());
    String properties = "{\"policyAssignmentId\": \"%s\"%s}".formatted(assignment.id(), more);
    return store.policies().put(write(id, properties, assignment.id()), ANYTHING);
  }

  /// As an engine decides whose clock is not the store's.
  Incoming writesAt(Instant decidedAt, ResourceId configuration) {
    return record(
        new Deployment(
            configuration,
            basis(configuration, decidedAt),
            wanted(Samples.properties("branch", "main"))));
  }

  Basis basis(ResourceId configuration) {
    return basis(configuration, store.clock().instant());
  }

  private Basis basis(ResourceId configuration, Instant decidedAt) {
    StoredCluster cluster =
        store.ask(() -> store.clusters().find(configuration.cluster())).orElseThrow();
    return new Basis(
        epoch,
        cluster.uid(),
        cluster.generation(),
        assignment.id(),
        assignment.uid(),
        assignment.generation(),
        reference,
        decidedAt);
  }

  Basis basisOfAGoneAssignment(ResourceId configuration) {
    Basis live = basis(configuration);
    return new Basis(
        live.epoch(),
        live.clusterUid(),
        live.clusterGeneration(),
        live.assignment(),
        live.assignmentUid(),
        0,
        live.reference(),
        live.decidedAt());
  }

  Incoming writes(ResourceId configuration, String branch) {
    return writes(configuration, Samples.properties("branch", branch));
  }

  Incoming writes(ResourceId configuration, ObjectNode properties, SecretPlace... secrets) {
    return record(new Deployment(configuration, basis(configuration), wanted(properties, secrets)));
  }

  Incoming withdraws(ResourceId configuration) {
    return record(new Deployment(configuration, basis(configuration), new Action.Withdraw()));
  }

  static Action.Write wanted(ObjectNode properties, SecretPlace... secrets) {
    return new Action.Write(digest(properties), OnUnassign.Remove, properties, List.of(secrets));
  }

  static String digest(ObjectNode properties) {
    return "%064x".formatted(properties.hashCode() & 0xffffffffL);
  }

  /// As the engine sends it.
  static Incoming record(Deployment deployment) {
    return asItIs(
        deployment.withProperties(
            properties -> Seals.SEAL.sealToText(deployment.configuration(), properties)));
  }

  /// With the properties as they are given.
  static Incoming asItIs(Deployment deployment) {
    return new Incoming(
        Topic.DEPLOYMENTS.topicName(),
        0,
        1,
        EventType.DEPLOYMENT.typeName(),
        utf8(deployment.configuration().key()),
        Json.write(deployment));
  }

  public PolicyVerdict verdict(
      ResourceId resource, PolicyCompliance compliance, Reason reason, ObjectNode... deployed) {
    return new PolicyVerdict(
        assignment.id(),
        assignment.uid(),
        definition("gitops"),
        null,
        reference,
        "deployIfNotExists",
        resource,
        basis(resource).clusterUid(),
        epoch,
        compliance,
        reason,
        null,
        List.of(),
        null,
        Arrays.stream(deployed)
            .map(
                properties ->
                    new Deployed(
                        resource.cluster().extension(Samples.FLUX, "base"), digest(properties)))
            .toList(),
        store.clock().instant(),
        null);
  }

  public static Incoming record(PolicyVerdict verdict) {
    return new Incoming(
        Topic.POLICY_STATES.topicName(),
        0,
        1,
        EventType.POLICY_VERDICT.typeName(),
        utf8(verdict.key()),
        Json.write(verdict));
  }

  static Incoming removal(PolicyVerdict verdict) {
    return new Incoming(
        Topic.POLICY_STATES.topicName(),
        0,
        1,
        EventType.POLICY_VERDICT_REMOVED.typeName(),
        utf8(verdict.key()),
        null);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
