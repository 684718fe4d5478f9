package io.fairlead.contract.golden;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fairlead.contract.event.AgentDescription;
import io.fairlead.contract.event.AuditEntry;
import io.fairlead.contract.event.ClusterState;
import io.fairlead.contract.event.Compliance;
import io.fairlead.contract.event.ConfigurationState;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.event.Lifecycle;
import io.fairlead.contract.event.PolicyState;
import io.fairlead.contract.event.Publication;
import io.fairlead.contract.event.Refusal;
import io.fairlead.contract.event.Report;
import io.fairlead.contract.event.ReportBody;
import io.fairlead.contract.event.SessionEvent;
import io.fairlead.contract.id.ConfigurationVersion;
import io.fairlead.contract.id.PolicyId;
import io.fairlead.contract.id.PolicyType;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.OnUnassign;
import io.fairlead.contract.policy.PolicyCompliance;
import io.fairlead.contract.policy.PolicyVerdict;
import io.fairlead.contract.protocol.AgentFrame;
import io.fairlead.contract.protocol.CloseCause;
import io.fairlead.contract.protocol.CloseReason;
import io.fairlead.contract.protocol.GatewayFrame;
import io.fairlead.contract.protocol.SetDigest;
import io.fairlead.contract.secret.ProtectedVersions;
import io.fairlead.contract.secret.SealedSetting;
import io.fairlead.contract.secret.SealedSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// One of everything on the wire.
final class Samples {
  static final ResourceId CLUSTER =
      ResourceId.cluster(
          "0b1f6471-1bf0-4dda-aec3-cb9272f09590",
          "edge",
          "Microsoft.Kubernetes/connectedClusters",
          "store-0001");
  static final ConfigurationVersion BASELINE =
      version("baseline", "6f1c2a7e-5a3b-4a53-9a43-0f1a3c1f2b11", 7);
  static final ConfigurationVersion MONITORING =
      version("monitoring", "b7d1c8ce-0c5e-4f0a-8a64-2d1f0f0d9a02", 12);
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00.120Z");

  private static final UUID CLUSTER_UID = UUID.fromString("0c9f7a52-63f3-4f0c-9a5f-5d7bb22f6a01");
  private static final PolicyId ASSIGNMENT =
      PolicyId.parse(
          "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/edge/providers"
              + "/Microsoft.Authorization/policyAssignments/baseline");
  private static final UUID ASSIGNMENT_UID =
      UUID.fromString("a4a5a0f2-6f0e-4b0a-9a38-0a1c9f5c9b11");
  private static final String DIGEST =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  private static final long EPOCH = 3;
  private static final long SESSION = 48213;
  private static final SealedSetting SEALED =
      new SealedSetting(7, "eyJhbGciOiJSU0EtT0FFUC0yNTYifQ.a.b.c.d");
  private static final AgentDescription AGENT =
      new AgentDescription("0.1.0", "1.34.1", "k3s", "generic", 3, 12);

  private Samples() {}

  private static ConfigurationVersion version(String name, String uid, long generation) {
    return new ConfigurationVersion(
        CLUSTER.extension("Microsoft.KubernetesConfiguration/fluxConfigurations", name),
        UUID.fromString(uid),
        generation);
  }

  /// As they are kept and travel.
  private static TextNode sealedProperties() {
    return TextNode.valueOf(
        "AQGrTkcVAAECAwQFBgcICQoLDA0ODxAREhMUFRYXeHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eA==");
  }

  private static ObjectNode properties() {
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    properties.put("sourceKind", "GitRepository").put("namespace", "flux-system");
    properties
        .putObject("gitRepository")
        .put("url", "https://git.example.org/fleet")
        .put("timeoutInSeconds", 600)
        .putObject("repositoryRef")
        .put("branch", "main");
    return properties;
  }

  private static ObjectNode definition() {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    definition.put("policyType", "Custom").put("mode", "Indexed");
    ObjectNode rule = definition.putObject("policyRule");
    rule.putObject("if").put("field", "type").put("equals", CLUSTER.type());
    rule.putObject("then").put("effect", "audit");
    return definition;
  }

  private static ConfigurationStatus status() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("name", "baseline").put("namespace", "flux-system").put("kind", "GitRepository");
    return new ConfigurationStatus(
        BASELINE,
        Compliance.Compliant,
        "applied",
        NOON,
        NOON.minusSeconds(1),
        "main@sha1:0ba6f0d3",
        NOON.minusSeconds(2),
        null,
        JsonNodeFactory.instance.arrayNode().add(object));
  }

  /// By the file's name.
  static Stream<Map.Entry<String, Object>> all() {
    return Stream.of(
            events(), auditEvents(), policyEvents(), reports(), agentFrames(), gatewayFrames())
        .flatMap(samples -> samples.entrySet().stream());
  }

  private static Map<String, Object> events() {
    return Map.of(
        "event/cluster.changed.json",
        new ClusterState(
            CLUSTER, CLUSTER_UID, 4, EPOCH, "westeurope", Map.of("ring", "1"), "MIIB", NOON),
        "event/configuration.changed.json",
        new ConfigurationState(
            BASELINE.id(),
            BASELINE.uid(),
            BASELINE.generation(),
            EPOCH,
            Lifecycle.Active,
            sealedProperties(),
            NOON,
            new ManagedBy(
                ASSIGNMENT, ASSIGNMENT_UID, "", DIGEST, OnUnassign.Remove, BASELINE.generation()),
            new ProtectedVersions(Map.of("httpsKey", 7L), NOON.plusSeconds(172_800))),
        "event/protected-settings.sealed.json",
        new SealedSettings(
            BASELINE.id(),
            BASELINE.uid(),
            EPOCH,
            NOON.plusSeconds(172_800),
            Map.of("httpsKey", SEALED)),
        "event/configuration.changed.deleting.json",
        new ConfigurationState(
            MONITORING.id(),
            MONITORING.uid(),
            MONITORING.generation(),
            EPOCH,
            Lifecycle.Deleting,
            sealedProperties(),
            NOON,
            null),
        "event/policy.changed.json",
        new PolicyState(
            PolicyId.parse(
                "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/providers"
                    + "/Microsoft.Authorization/policyDefinitions/gitops"),
            UUID.fromString("3d0f1b0e-1f0c-4b51-9d40-4f4f0c1e7a21"),
            9,
            EPOCH,
            definition(),
            NOON),
        "event/publication.json",
        new Publication(EPOCH, 9001, true, NOON, "2874033941"),
        "event/session.opened.json",
        new SessionEvent.Opened(CLUSTER, CLUSTER_UID, EPOCH, "gateway-1", AGENT, NOON),
        "event/session.closed.json",
        new SessionEvent.Closed(
            CLUSTER, CLUSTER_UID, EPOCH, "gateway-1", SESSION, CloseCause.Replaced, NOON));
  }

  private static Map<String, Object> auditEvents() {
    UUID id = UUID.fromString("1f0b6a63-1d3c-4f43-8a43-7d2f1e9c0b55");
    String action = "Microsoft.KubernetesConfiguration/fluxConfigurations/write";
    var request =
        new AuditEntry.Request(
            "8a2d0c1e-7c0f-4f4b-9d6e-2b7a1c3d4e5f",
            "b1c2d3e4-0000-4000-8000-000000000001",
            "c1c2d3e4-0000-4000-8000-000000000002",
            "192.0.2.7",
            "PUT");
    return Map.of(
        "event/audit.recorded.json",
        new AuditEntry(
            id,
            NOON,
            action,
            BASELINE.id().toString(),
            new AuditEntry.Caller("0f1e2d3c", "ada@example.org", "User", "t-17", "Contributor"),
            request,
            200,
            null,
            6L,
            BASELINE.generation()),
        "event/audit.recorded.refused.json",
        new AuditEntry(
            id,
            NOON,
            action,
            BASELINE.id().toString(),
            new AuditEntry.Caller("0f1e2d3c", "ada@example.org", "User", "", null),
            request,
            403,
            "AuthorizationFailed",
            null,
            null));
  }

  private static Map<String, Object> policyEvents() {
    return Map.of(
        "event/deployment.write.json",
        deployment(
            new Deployment.Action.Write(
                DIGEST,
                OnUnassign.Remove,
                sealedProperties(),
                List.of(
                    new Deployment.SecretPlace(
                        "/configurationProtectedSettings/httpsKey", "vault", "git-key", null)))),
        "event/deployment.withdraw.json",
        deployment(new Deployment.Action.Withdraw()),
        "event/policy.verdict.json",
        new PolicyVerdict(
            ASSIGNMENT,
            ASSIGNMENT_UID,
            PolicyId.of(ASSIGNMENT.scope(), PolicyType.DEFINITION, "gitops"),
            PolicyId.of(ASSIGNMENT.scope(), PolicyType.SET_DEFINITION, "edge"),
            "gitops",
            "deployIfNotExists",
            CLUSTER,
            CLUSTER_UID,
            EPOCH,
            PolicyCompliance.Conflicting,
            PolicyVerdict.Reason.Contested,
            "baseline is wanted differently",
            List.of(PolicyId.of(ASSIGNMENT.scope(), PolicyType.ASSIGNMENT, "other")),
            null,
            List.of(new PolicyVerdict.Deployed(BASELINE.id(), DIGEST)),
            NOON,
            NOON.minusSeconds(9)));
  }

  private static Deployment deployment(Deployment.Action action) {
    return new Deployment(
        BASELINE.id(),
        new Deployment.Basis(EPOCH, CLUSTER_UID, 4, ASSIGNMENT, ASSIGNMENT_UID, 31, "", NOON),
        action);
  }

  private static Map<String, Object> reports() {
    return Map.of(
        "event/report.heartbeat.json", report(new ReportBody.Heartbeat()),
        "event/report.delivered.json", report(new ReportBody.Delivered(List.of(BASELINE))),
        "event/report.acknowledged.json",
            report(
                new ReportBody.Acknowledged(
                    List.of(BASELINE), List.of(new Refusal(MONITORING, "no such path")))),
        "event/report.inSync.json", report(new ReportBody.InSync(List.of(BASELINE, MONITORING))),
        "event/report.statuses.json", report(new ReportBody.Statuses(List.of(status()))),
        "event/report.removed.json", report(new ReportBody.Removed(List.of(MONITORING))),
        "event/report.removalsHeld.json", report(new ReportBody.RemovalsHeld(37, 40)));
  }

  private static Report report(ReportBody body) {
    return new Report(CLUSTER, CLUSTER_UID, EPOCH, SESSION, 17, NOON, body);
  }

  private static Map<String, Object> agentFrames() {
    return Map.of(
        "frame/hello.json",
        new AgentFrame.Hello(EPOCH, SetDigest.of(List.of(BASELINE, MONITORING)), AGENT),
        "frame/inventory.json",
        new AgentFrame.Inventory(List.of(BASELINE, MONITORING), true),
        "frame/acknowledge.json",
        new AgentFrame.Acknowledge(1, List.of(new Refusal(MONITORING, "no such path"))),
        "frame/statuses.json",
        new AgentFrame.Statuses(1, List.of(status())),
        "frame/removed.json",
        new AgentFrame.Removed(2, List.of(MONITORING)),
        "frame/removalsHeld.json",
        new AgentFrame.RemovalsHeld(3, 37, 40),
        "frame/heartbeat.json",
        new AgentFrame.Heartbeat());
  }

  private static Map<String, Object> gatewayFrames() {
    return Map.of(
        "frame/welcome.json",
        new GatewayFrame.Welcome(SESSION, EPOCH, false, 60),
        "frame/changes.json",
        new GatewayFrame.Changes(
            1,
            EPOCH,
            List.of(
                new GatewayFrame.Change(
                    BASELINE.id(),
                    BASELINE.uid(),
                    BASELINE.generation(),
                    Lifecycle.Active,
                    properties(),
                    Map.of("httpsKey", SEALED))),
            List.of(MONITORING.id())),
        "frame/synchronized.json",
        new GatewayFrame.Synchronized(SetDigest.of(List.of(BASELINE))),
        "frame/received.json",
        new GatewayFrame.Received(2),
        "close/draining.json",
        new CloseReason(CloseCause.Draining, 2741L, "bye"));
  }
}
