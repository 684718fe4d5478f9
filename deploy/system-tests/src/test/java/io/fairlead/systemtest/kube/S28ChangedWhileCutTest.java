package io.fairlead.systemtest.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.cluster.NeedsRealApiServer;
import io.fairlead.contract.id.ResourceId;
import io.fairlead.systemtest.ScenarioTest;
import io.fairlead.systemtest.World;
import io.fairlead.systemtest.edge.KubeCluster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// S28: configurations change while the link is cut; what is still wanted is changed, not deleted.
@ScenarioTest
@NeedsRealApiServer
class S28ChangedWhileCutTest {
  @Test
  void whatIsStillWantedKeepsItsIdentity(World world) {
    // Given
    KubeCluster cluster = world.fleet().kube(S28ChangedWhileCutTest.class);
    cluster.writeMany(5);
    cluster.awaitCompliant(cluster.write("two", withInfra(cluster.body("./two"))));
    Map<String, String> uids = cluster.objects().uids();
    Map<String, String> versions = cluster.objects().versions();
    cluster.link().cut();
    ObjectNode otherSource = cluster.body("./c0");
    otherSource
        .withObject("/properties/gitRepository")
        .put("url", "https://git.example.com/platform/next")
        .putObject("repositoryRef")
        .put("tag", "v2");
    ObjectNode otherKind = cluster.body("./c1");
    otherKind.withObject("/properties").put("sourceKind", "Bucket").remove("gitRepository");
    otherKind
        .withObject("/properties/bucket")
        .put("url", "https://minio.example.com")
        .put("bucketName", "fleet")
        .put("localAuthRef", "fleet-login");
    List<ResourceId> changed =
        List.of(
            cluster.write("c0", otherSource),
            cluster.write("c1", otherKind),
            cluster.write("c2", "./c2/next"),
            cluster.write("c3", withInfra(cluster.body("./c3"))),
            cluster.write("two", "./two"));
    // When
    cluster.link().restore();
    // Then
    cluster.awaitCompliant(changed);
    await("what is not wanted any more goes")
        .atMost(World.SOON)
        .until(
            () ->
                !cluster.objects().has("Kustomization two-infra")
                    && !cluster.objects().has("GitRepository c1"));
    assertThat(cluster.objects().text("GitRepository c0", "spec", "url")).endsWith("/next");
    assertThat(cluster.objects().text("GitRepository c0", "spec", "ref")).isEqualTo("{tag=v2}");
    assertThat(cluster.objects().text("Kustomization c1-main", "spec", "sourceRef", "kind"))
        .isEqualTo("Bucket");
    assertThat(cluster.objects().text("Kustomization c2-main", "spec", "path"))
        .isEqualTo("./c2/next");
    assertThat(cluster.objects().has("Kustomization c3-infra")).isTrue();
    uids.keySet().removeAll(List.of("Kustomization two-infra", "GitRepository c1"));
    assertThat(cluster.objects().uids()).containsAllEntriesOf(uids);
    versions.keySet().removeIf(called -> !called.contains("c4"));
    assertThat(versions).isNotEmpty();
    assertThat(cluster.objects().versions()).containsAllEntriesOf(versions);
  }

  private static ObjectNode withInfra(ObjectNode body) {
    body.withObject("/properties/kustomizations/infra").put("path", "./infra").put("prune", true);
    return body;
  }
}
