package io.fairlead.api.http;

import static io.fairlead.api.support.ApiUnderTest.CLUSTERS;
import static io.fairlead.api.support.ApiUnderTest.GROUP;
import static io.fairlead.api.support.ApiUnderTest.cluster;
import static io.fairlead.api.support.PolicySamples.ASSIGNMENTS;
import static io.fairlead.api.support.PolicySamples.DEPLOY;
import static io.fairlead.api.support.PolicySamples.assignment;
import static io.fairlead.api.support.PolicySamples.define;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.api.support.ApiUnderTest;
import io.fairlead.api.support.ApiUnderTest.Reply;
import io.fairlead.api.support.RealStore;
import io.fairlead.embedded.Backing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What remediations say, over real PostgreSQL.
@Tag("process")
final class RealRemediationsTest {
  private static final String TASKS = "/providers/Microsoft.PolicyInsights/remediations";
  private static final String BODY =
      "{\"properties\": {\"policyAssignmentId\": \"" + ASSIGNMENTS + "one\"}}";

  private final RealStore store = new RealStore(Backing.shared().newDatabase());
  private final ApiUnderTest api = store.api();

  @AfterEach
  void close() {
    api.close();
    store.close();
  }

  private void assigned(String... clusters) {
    define(api, "deploy", DEPLOY);
    for (String name : clusters) {
      api.put(CLUSTERS + "/" + name, cluster());
    }
    api.put(ASSIGNMENTS + "one", assignment("deploy", ""));
  }

  private static String filtered(String filters) {
    return BODY.replace("}}", ", \"filters\": {" + filters + "}}}");
  }

  @Test
  void aRemediationTellsHowFarWhatItAsksForHasCome() {
    // Given
    define(api, "deploy", DEPLOY);
    for (String name : List.of("a", "b", "c")) {
      api.put(CLUSTERS + "/" + name, cluster());
    }
    api.put(ASSIGNMENTS + "one", assignment("deploy", ""));
    api.put(ASSIGNMENTS + "two", assignment("deploy", ", \"enforcementMode\": \"DoNotEnforce\""));
    store.say("a", "one", "Compliant", "Confirmed");
    store.say("b", "one", "NonCompliant", "Refused");
    store.say("c", "one", "Unknown", "Deploying");
    String task = GROUP + "/providers/Microsoft.PolicyInsights/remediations/fix";
    String body = "{\"properties\": {\"policyAssignmentId\": \"" + ASSIGNMENTS + "one\"}}";

    // When
    Reply created = api.put(task, body);
    Reply again = api.put(task, body);
    Reply changed = api.put(task, body.replace("/one", "/two"));
    Reply unenforced = api.put(task + "2", body.replace("/one", "/two"));
    Reply ofNothing = api.put(task + "2", body.replace("/one", "/three"));
    Reply deployments = api.call("POST", task + "/listDeployments?$top=2").send();
    Reply rest = api.get(deployments.at("/nextLink"));
    store.sql("delete from policy_states where compliance = 'Unknown'");
    Reply shown = api.get(task);
    Reply listed = api.get(GROUP + "/providers/Microsoft.PolicyInsights/remediations");
    Reply canceled = api.call("POST", task + "/cancel").send();
    Reply deleted = api.delete(task);

    // Then
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.at("/properties/provisioningState")).isEqualTo("Evaluating");
    assertThat(created.json().at("/properties/deploymentStatus"))
        .hasToString(
            "{\"totalDeployments\":3,\"successfulDeployments\":1,\"failedDeployments\":1}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(changed.code()).isEqualTo("ValidationFailed");
    assertThat(unenforced.status()).isEqualTo(409);
    assertThat(ofNothing.code()).isEqualTo("PolicyAssignmentNotFound");
    assertThat(deployments.json().path("value")).hasSize(2);
    assertThat(deployments.at("/value/1/status")).isEqualTo("Failed");
    assertThat(deployments.at("/value/1/error/code")).isEqualTo("Refused");
    assertThat(rest.at("/value/0/status")).isEqualTo("Running");
    assertThat(shown.at("/properties/provisioningState")).isEqualTo("Failed");
    assertThat(listed.json().at("/value/0")).isEqualTo(shown.json());
    assertThat(canceled.at("/properties/provisioningState")).isEqualTo("Canceled");
    assertThat(deleted.at("/name")).isEqualTo("fix");
    assertThat(api.get(task).code()).isEqualTo("ResourceNotFound");
    assertThat(api.delete(task).status()).isEqualTo(204);
  }

  @Test
  void aRemediationWaitsNeitherForWhatIsExemptNorForWhatIsContested() {
    // Given
    define(api, "deploy", DEPLOY);
    for (String name : List.of("a", "b", "c")) {
      api.put(CLUSTERS + "/" + name, cluster());
    }
    api.put(ASSIGNMENTS + "one", assignment("deploy", ""));
    store.say("a", "one", "Compliant", "Confirmed");
    store.say("b", "one", "Exempt", "Exempted");
    store.say("c", "one", "Conflicting", "Contested");
    String task = GROUP + "/providers/Microsoft.PolicyInsights/remediations/fix";

    // When
    Reply created =
        api.put(task, "{\"properties\": {\"policyAssignmentId\": \"" + ASSIGNMENTS + "one\"}}");

    // Then
    assertThat(created.json().at("/properties/deploymentStatus"))
        .hasToString(
            "{\"totalDeployments\":2,\"successfulDeployments\":1,\"failedDeployments\":1}");
    assertThat(created.at("/properties/provisioningState")).isEqualTo("Failed");
  }

  @Test
  void nothingIsClaimedBeforeTheFirstVerdict() {
    // Given
    assigned("a");

    // When
    Reply before = api.put(GROUP + TASKS + "/fix", BODY);
    store.say("a", "one", "Exempt", "Exempted");
    Reply afterwards = api.get(GROUP + TASKS + "/fix");

    // Then
    assertThat(before.at("/properties/provisioningState")).isEqualTo("Evaluating");
    assertThat(before.at("/properties/statusMessage")).contains("No verdict");
    assertThat(afterwards.at("/properties/provisioningState")).isEqualTo("Succeeded");
    assertThat(afterwards.at("/properties/statusMessage")).contains("No resource");
  }

  @Test
  void aVerdictSaysNothingOfWhatIsOutsideTheScope() {
    // Given
    assigned("a", "b");
    store.say("a", "one", "Compliant", "Confirmed");

    // When
    Reply there = api.put(CLUSTERS + "/a" + TASKS + "/fix", BODY);
    Reply elsewhere = api.put(CLUSTERS + "/b" + TASKS + "/fix", BODY);
    Reply around = api.put(GROUP + TASKS + "/fix", BODY);

    // Then
    assertThat(there.at("/properties/provisioningState")).isEqualTo("Succeeded");
    assertThat(elsewhere.at("/properties/provisioningState")).isEqualTo("Evaluating");
    assertThat(around.at("/properties/provisioningState")).isEqualTo("Succeeded");
  }

  @Test
  void whereThereIsNoClusterThereIsNothingToWaitFor() {
    // Given
    assigned("a");
    api.delete(CLUSTERS + "/a");

    // When
    Reply created = api.put(GROUP + TASKS + "/fix", BODY);

    // Then
    assertThat(created.at("/properties/provisioningState")).isEqualTo("Succeeded");
  }

  @Test
  void oneEndsWithItsAssignmentAndIsNotThatOfTheNextOfThatName() {
    // Given
    assigned("a");
    store.say("a", "one", "Compliant", "Confirmed");
    api.put(GROUP + TASKS + "/fix", BODY);

    // When
    api.delete(ASSIGNMENTS + "one");
    Reply ended = api.get(GROUP + TASKS + "/fix");
    store.sql("delete from policies where lifecycle = 'Removed'"); // As the publisher does.
    store.sql("delete from policy_states"); // As the policy engine says.
    api.put(ASSIGNMENTS + "one", assignment("deploy", ""));
    store.say("a", "one", "NonCompliant", "Refused");
    Reply still = api.get(GROUP + TASKS + "/fix");
    Reply again = api.put(GROUP + TASKS + "/fix", BODY);
    Reply next = api.put(GROUP + TASKS + "/next", BODY);

    // Then
    assertThat(ended.at("/properties/provisioningState")).isEqualTo("Canceled");
    assertThat(ended.at("/properties/statusMessage")).isEqualTo("Its assignment was deleted.");
    assertThat(still.at("/properties/provisioningState")).isEqualTo("Canceled");
    assertThat(still.at("/properties/deploymentStatus/totalDeployments")).isEqualTo("0");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.at("/properties/provisioningState")).isEqualTo("Failed");
    assertThat(again.at("/properties/correlationId"))
        .isNotEqualTo(still.at("/properties/correlationId"));
    assertThat(next.at("/properties/provisioningState")).isEqualTo("Failed");
  }

  @Test
  void oneAtAClusterGoesWithTheCluster() {
    // Given
    assigned("a");
    String task = CLUSTERS + "/a" + TASKS + "/fix";
    api.put(task, BODY);
    api.put(GROUP + TASKS + "/fix", BODY);

    // When
    api.delete(CLUSTERS + "/a");
    api.put(CLUSTERS + "/a", cluster());

    // Then
    assertThat(api.get(task).code()).isEqualTo("ResourceNotFound");
    assertThat(api.get(GROUP + TASKS + "/fix").status()).isEqualTo(200);
  }

  @Test
  void aListCountsEachByItsOwnFilters() {
    // Given
    assigned("a", "b");
    api.put(CLUSTERS + "/c", cluster().replace("westeurope", "East US"));
    store.say("a", "one", "Compliant", "Confirmed");
    store.say("b", "one", "NonCompliant", "Refused");
    store.say("c", "one", "Unknown", "Deploying");
    String some = "\"resourceIds\": [\"%1$s/A\", \"%1$s/c\", \"%1$s/a\"]".formatted(CLUSTERS);
    String east = "\"locations\": [\"eastus\"]";
    api.put(GROUP + TASKS + "/all", BODY);
    api.put(GROUP + TASKS + "/both", filtered(some + ", " + east));
    api.put(GROUP + TASKS + "/east", filtered(east));
    api.put(GROUP + TASKS + "/some", filtered(some));
    api.put(GROUP + TASKS + "/west", filtered("\"locations\": [\"westeurope\", \"nowhere\"]"));

    // When
    JsonNode listed = api.get(GROUP + TASKS).json().path("value");

    // Then
    List<String> counts = new ArrayList<>();
    for (JsonNode one : listed) {
      JsonNode status = one.at("/properties/deploymentStatus");
      counts.add(
          "%s %s of %s, %s failed"
              .formatted(
                  one.path("name").asText(),
                  status.path("successfulDeployments"),
                  status.path("totalDeployments"),
                  status.path("failedDeployments")));
      assertThat(api.get(one.path("id").asText()).json()).isEqualTo(one);
      assertThat(
              api.call("POST", one.path("id").asText() + "/listDeployments")
                  .send()
                  .json()
                  .path("value"))
          .hasSize(status.path("totalDeployments").asInt());
    }
    assertThat(counts)
        .containsExactly(
            "all 1 of 3, 1 failed",
            "both 0 of 1, 0 failed",
            "east 0 of 1, 0 failed",
            "some 1 of 2, 0 failed",
            "west 1 of 2, 1 failed");
  }
}
