package io.fairlead.agent.control;

import static io.fairlead.agent.control.AgentUnderTest.flux;
import static io.fairlead.agent.control.AgentUnderTest.git;
import static io.fairlead.agent.control.AgentUnderTest.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fairlead.agent.cluster.Faults;
import io.fairlead.agent.cluster.FaultyApi;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.agent.cluster.TestCluster;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.event.ConfigurationStatus;
import io.fairlead.contract.id.ResourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An agent that may not watch one kind says so, serves whoever does not need it, and goes on by
/// itself once it may.
@NeedsRealApiServer
class UnseenKindsTest {
  private static final String AGENT = "agent";
  private static final String MAY_NOT =
      "the agent may not watch kustomizations.kustomize.toolkit.fluxcd.io: ";
  private static final Duration TOLD = Faults.LASTING.plusSeconds(30);

  /// The last window of the watches' back-off, and some.
  private static final Duration BACK = Duration.ofSeconds(60);

  private final TestCluster cluster = TestCluster.of(UnseenKindsTest.class);
  private final String apps =
      "apps-" + cluster.namespace().substring(cluster.namespace().length() - 8);
  private final String role = cluster.namespace();
  private final Fleet fleet = new Fleet(new Seen(cluster.client()), apps);
  private FaultyApi api;

  @BeforeEach
  void start() {
    cluster.installFluxDefinitions();
    cluster.alsoRemoveNamespace(apps);
    cluster.alsoRemoveLabelled("fairlead-test", role);
    api = FaultyApi.before(cluster.config(), 1);
  }

  @AfterEach
  void stop() {
    api.close();
    cluster.close();
  }

  private static PolicyRule all(String... groups) {
    return new PolicyRuleBuilder().withApiGroups(groups).withResources("*").withVerbs("*").build();
  }

  private ClusterRole role(boolean kustomizations) {
    List<PolicyRule> rules = new ArrayList<>();
    rules.add(
        all(
            "",
            "apps",
            "rbac.authorization.k8s.io",
            "apiextensions.k8s.io",
            "source.toolkit.fluxcd.io",
            "fairlead.io"));
    if (kustomizations) {
      rules.add(all("kustomize.toolkit.fluxcd.io"));
    }
    // What it gives to configurations it has to have itself.
    rules.add(
        new PolicyRuleBuilder()
            .withApiGroups("*")
            .withResources("*")
            .withVerbs("bind", "escalate")
            .build());
    return new ClusterRoleBuilder()
        .withNewMetadata()
        .withName(role)
        .addToLabels("fairlead-test", role)
        .endMetadata()
        .withRules(rules)
        .build();
  }

  private void allow(boolean kustomizations) {
    cluster.client().resource(role(kustomizations)).serverSideApply();
  }

  /// How an agent with that role reaches the server.
  private Config asAgent() {
    var account =
        cluster.client().serviceAccounts().inNamespace(cluster.namespace()).withName(AGENT);
    cluster
        .client()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(AGENT)
                .withNamespace(cluster.namespace())
                .endMetadata()
                .build())
        .create();
    cluster
        .client()
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(role)
                .addToLabels("fairlead-test", role)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(AGENT)
                .withNamespace(cluster.namespace())
                .endSubject()
                .build())
        .create();
    String token =
        account
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    return new ConfigBuilder(api.config()).withOauthToken(token).build();
  }

  private static String message(AgentUnderTest agent, ResourceId id) {
    return agent.status(id).map(ConfigurationStatus::message).orElse("");
  }

  @Test
  void a_kind_that_is_forbidden_from_the_start_holds_up_only_those_who_need_it() {
    // Given
    allow(false);
    try (AgentUnderTest agent = new AgentUnderTest(asAgent(), cluster.namespace())) {
      // When
      agent.hold(
          fleet.one("web", 300),
          wanted(git("op"), Samples.operator(apps, "op", "namespace", false)));
      // Then
      await()
          .atMost(TOLD)
          .untilAsserted(() -> assertThat(message(agent, flux("web"))).startsWith(MAY_NOT));
      assertThat(agent.controllers().unseen()).containsOnlyKeys("Kustomization");
      await().atMost(TOLD).until(() -> fleet.seen().exists(ManagedKind.Deployment, apps, "op"));
      assertThat(message(agent, git("op"))).doesNotContain("kustomizations");
      assertThat(fleet.interval("web")).isEmpty();
      // When
      allow(true);
      // Then
      await().atMost(BACK).until(() -> fleet.isThere("web", "5m0s"));
      await().atMost(BACK).untilAsserted(() -> assertThat(agent.controllers().unseen()).isEmpty());
      await()
          .atMost(BACK)
          .untilAsserted(() -> assertThat(message(agent, flux("web"))).doesNotContain("may not"));
    }
  }

  @Test
  void a_kind_that_is_forbidden_later_is_named_and_comes_back() {
    // Given
    allow(true);
    try (AgentUnderTest agent = new AgentUnderTest(asAgent(), cluster.namespace())) {
      agent.hold(fleet.one("web", 300));
      await().atMost(BACK).until(() -> fleet.isThere("web", "5m0s"));
      // When
      allow(false);
      api.interrupt();
      // Then
      await()
          .atMost(TOLD.plus(TOLD))
          .untilAsserted(() -> assertThat(message(agent, flux("web"))).startsWith(MAY_NOT));
      await()
          .atMost(BACK)
          .untilAsserted(
              () -> assertThat(agent.controllers().unseen()).containsOnlyKeys("Kustomization"));
      // Given an edit that it cannot see
      fleet.seen().object(ManagedKind.Kustomization, apps, "web-apps").delete();
      // When
      allow(true);
      // Then
      await().atMost(BACK).until(() -> fleet.isThere("web", "5m0s"));
      await()
          .atMost(BACK)
          .untilAsserted(() -> assertThat(message(agent, flux("web"))).doesNotContain("may not"));
      await().atMost(BACK).untilAsserted(() -> assertThat(agent.controllers().unseen()).isEmpty());
    }
  }
}
