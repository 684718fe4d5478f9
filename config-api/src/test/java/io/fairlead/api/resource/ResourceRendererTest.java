package io.fairlead.api.resource;

import static io.fairlead.api.resource.Bodies.accepted;
import static io.fairlead.api.resource.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.CanonicalJson;
import io.fairlead.api.resource.Samples.Sample;
import io.fairlead.api.schema.JsonSchemaReader;
import io.fairlead.api.schema.OpenApi;
import io.fairlead.api.schema.Outcome;
import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ResourceRendererTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final SystemData SYSTEM =
      new SystemData("operator", "Application", NOW, "operator", "Application", NOW);
  private static final Delivery DELIVERY =
      new Delivery(
          Delivery.State.NotDelivered, "cluster offline", NOW, 7, null, null, "Offline", NOW);

  @Test
  void aFluxConfigurationHasItsReadOnlyPropertiesInTheirPlaces() {
    // Given
    var body =
        accepted(
            FluxConfigurationSchema.SCHEMA.create(
                "baseline",
                json(
                    "{'properties':{'gitRepository':{'url':'https://git.example.com/a','repositoryRef':{'branch':'main'}},'kustomizations':{'apps':{}}}}")));

    // When
    var rendered =
        ResourceRenderer.flux(
            stored("baseline", (ObjectNode) CanonicalJson.sorted(body)), fluxStatus());

    // Then
    assertThat(rendered.toPrettyString())
        .isEqualTo(
            json("""
                    {'id':'/x/baseline','name':'baseline','type':'Microsoft.KubernetesConfiguration/fluxConfigurations','etag':'e',
                     'properties':{'scope':'cluster','namespace':'default','sourceKind':'GitRepository','suspend':false,
                       'gitRepository':{'url':'https://git.example.com/a','timeoutInSeconds':600,'syncIntervalInSeconds':600,'repositoryRef':{'branch':'main'}},
                       'kustomizations':{'apps':{'path':'','timeoutInSeconds':600,'syncIntervalInSeconds':600,'prune':false,'force':false,'wait':true,'name':'apps'}},
                       'statuses':[{'name':'baseline'}],'repositoryPublicKey':'ssh-ed25519 A','sourceSyncedCommitId':null,
                       'sourceUpdatedAt':null,'statusUpdatedAt':'2026-11-22T10:00:00Z','complianceState':'Pending',
                       'provisioningState':'Succeeded','errorMessage':'',
                       'delivery':{'state':'NotDelivered','reason':'cluster offline','since':'2026-11-22T10:00:00Z','generation':7,
                         'acknowledgedGeneration':null,'observedGeneration':null,'connectivityStatus':'Offline','lastConnectivityTime':'2026-11-22T10:00:00Z'}},
                     'systemData':{'createdBy':'operator','createdByType':'Application','createdAt':'2026-11-22T10:00:00Z',
                       'lastModifiedBy':'operator','lastModifiedByType':'Application','lastModifiedAt':'2026-11-22T10:00:00Z'}}""")
                .toPrettyString()
                .replace("\"e\"", "\"\\\"u-7\\\"\""));
  }

  @Test
  void aSourceControlConfigurationHasItsMessageInAString() {
    // Given
    var body =
        accepted(
            SourceControlConfigurationSchema.SCHEMA.create(
                "c", json("{'properties':{'repositoryUrl':'https://git.example.com/a'}}")));

    // When
    var rendered = ResourceRenderer.sourceControl(stored("c", body), sourceControlStatus());

    // Then
    assertThat(rendered.at("/properties/complianceStatus").toString())
        .isEqualTo(
            "{\"complianceState\":\"Pending\",\"lastConfigApplied\":\"0001-01-01T00:00:00+00:00\","
                + "\"message\":\"{\\\"OperatorMessage\\\":null,\\\"ClusterState\\\":null}\",\"messageLevel\":\"Information\"}");
    assertThat(rendered.at("/properties/configurationProtectedSettings").toString())
        .isEqualTo("{}");
    assertThat(rendered.at("/properties/repositoryPublicKey").textValue()).isEmpty();
  }

  @Test
  void aClustersIdentityIsStableAndBelongsToItsIncarnation() {
    // Given
    var cluster =
        Samples.ALL.stream()
            .filter(sample -> sample.schema().equals(ConnectedClusterSchema.SCHEMA))
            .findFirst()
            .orElseThrow();
    var stored = stored("edge-1", accepted(cluster.schema().create("edge-1", cluster.body())));

    // When
    var first = ResourceRenderer.cluster(cluster.schema(), stored, clusterStatus("u1"));
    var again = ResourceRenderer.cluster(cluster.schema(), stored, clusterStatus("u1"));
    var reborn = ResourceRenderer.cluster(cluster.schema(), stored, clusterStatus("u2"));

    // Then
    assertThat(first).isEqualTo(again);
    assertThat(first.at("/identity/principalId")).isNotEqualTo(reborn.at("/identity/principalId"));
    assertThat(first.at("/identity/tenantId")).isEqualTo(reborn.at("/identity/tenantId"));
    assertThat(first.at("/properties/connectivityStatus").textValue()).isEqualTo("Connecting");
    assertThat(first.at("/properties").has("kubernetesVersion")).isFalse();
  }

  @Property(tries = 500)
  void puttingBackWhatWasReadChangesNothingAndFitsTheDescription(@ForAll("mutated") Sample sample) {
    // Given
    if (!(sample.schema().create(sample.name(), sample.body())
        instanceof Outcome.Accepted accepted)) {
      return;
    }
    var rendered = render(sample, accepted.body());

    // When
    var outcome = sample.schema().replace(sample.name(), accepted.body(), rendered);

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Accepted.class,
            again ->
                assertThat(CanonicalJson.text(again.body()))
                    .isEqualTo(CanonicalJson.text(accepted.body())));
    assertThat(
            new JsonSchemaReader(OpenApi.components(ResourceSchemas.ALL))
                .problems(sample.schema().body().title(), rendered))
        .isEmpty();
  }

  @Provide
  Arbitrary<Sample> mutated() {
    return Samples.mutated();
  }

  private static ObjectNode render(Sample sample, ObjectNode body) {
    var stored = stored(sample.name(), body);
    var type = sample.schema().type();
    if (type.equals(FluxConfigurationSchema.SCHEMA.type())) {
      return ResourceRenderer.flux(stored, fluxStatus());
    }
    if (type.equals(SourceControlConfigurationSchema.SCHEMA.type())) {
      return ResourceRenderer.sourceControl(stored, sourceControlStatus());
    }
    if (type.equals(ResourceGroupSchema.SCHEMA.type())) {
      return ResourceRenderer.resourceGroup(stored, "Succeeded");
    }
    return ResourceRenderer.cluster(sample.schema(), stored, clusterStatus("u"));
  }

  private static StoredResource stored(String name, ObjectNode body) {
    return new StoredResource("/x/" + name, name, "\"u-7\"", body, SYSTEM);
  }

  private static FluxStatus fluxStatus() {
    var statuses = json("{'a':[{'name':'baseline'}]}").withArray("/a");
    return new FluxStatus(
        "Succeeded", "Pending", "", statuses, "ssh-ed25519 A", null, null, NOW, DELIVERY);
  }

  private static SourceControlStatus sourceControlStatus() {
    return new SourceControlStatus(
        "Succeeded", "Pending", null, null, null, "Information", "", DELIVERY);
  }

  private static ClusterStatus clusterStatus(String uid) {
    return new ClusterStatus(uid, "Succeeded", "Connecting", null, null, null, null, null);
  }
}
