// Pollers that have something to wait for: on clusters that are connected, where the agent must confirm.
import { before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { fast, observe, refusal } from "../support/clients.mjs";
import { answered, date, like, refused, text } from "../support/expect.mjs";
import { compliant, connectedClusters, reported } from "../support/fleet.mjs";

describe("on a connected cluster", () => {
  const name = `judge-${randomUUID().slice(0, 8)}`;
  const body = {
    sourceKind: "GitRepository",
    gitRepository: { url: "https://git.example.com/fleet/baseline.git", repositoryRef: { branch: "main" } },
    kustomizations: { apps: { path: "./apps" } },
  };
  let cluster;

  before(async () => {
    [cluster] = await connectedClusters({ atLeast: 1, withinMs: process.env.FAIRLEAD_REQUIRE_CONNECTED ? 30_000 : 2_000 });
    assert.ok(cluster || !process.env.FAIRLEAD_REQUIRE_CONNECTED, "FAIRLEAD_REQUIRE_CONNECTED is set but no cluster of any subscription is Connected");
  });

  const onCluster = (title, test) => it(title, async (t) => {
    if (!cluster) t.skip("no cluster is connected to this system");
    else await test();
  });

  onCluster("a PUT that waits for reconciliation ends when the cluster is compliant", async () => {
    // Given
    const ops = cluster.clients.configurations.fluxConfigurations;
    // When
    const { first, result } = await observe(async (o) => (await ops.beginCreateOrUpdate(
      ...cluster.on, name, { ...body, waitForReconciliation: true, reconciliationWaitDuration: "PT1M" }, { ...o, ...fast })).pollUntilDone());
    // Then
    answered(first, 201, { properties: { provisioningState: "Creating" } });
    like(result, { provisioningState: "Succeeded", complianceState: "Compliant" });
  });

  onCluster("shows the statuses of the Flux objects", async () => {
    // When
    await compliant(cluster, name, { withinMs: 10_000 });
    const { first, result } = await observe((o) => cluster.clients.configurations.fluxConfigurations.get(...cluster.on, name, o));
    // Then
    answered(first, 200, { properties: { complianceState: "Compliant", statusUpdatedAt: date, delivery: { state: "Reported", connectivityStatus: "Connected", lastConnectivityTime: date } } });
    const { delivery } = first.json.properties;
    assert.equal(delivery.observedGeneration, delivery.generation, first.text);
    assert.equal(delivery.acknowledgedGeneration, delivery.generation, first.text);
    for (const status of result.statuses) {
      like(status, { name: text, namespace: text, kind: text, complianceState: "Compliant" }, `\n${first.text}`);
      for (const condition of status.statusConditions ?? []) {
        assert.ok(Number.isFinite(condition.lastTransitionTime.getTime()), `lastTransitionTime must be a date: ${first.text}`);
      }
    }
  });

  onCluster("a PATCH that is waited for reaches the cluster", async () => {
    // Given
    const ops = cluster.clients.configurations.fluxConfigurations;
    const before = await observe((o) => ops.get(...cluster.on, name, o));
    // When
    const result = await ops.beginUpdateAndWait(...cluster.on, name, { kustomizations: { apps: { path: "./other" } } }, fast);
    const { json } = await reported(cluster, "fluxConfigurations", name, { withinMs: 10_000 });
    // Then
    like(result, { provisioningState: "Succeeded", kustomizations: { apps: { path: "./other" } } });
    assert.ok(json.properties.delivery.observedGeneration > before.first.json.properties.delivery.generation, JSON.stringify(json));
  });

  onCluster("a Flux v1 configuration reaches the cluster, and its status comes back", async () => {
    // Given
    const ops = cluster.clients.configurations.sourceControlConfigurations;
    const first = { repositoryUrl: "https://git.example.com/fleet/baseline.git", operatorParams: "--git-readonly --git-path=first" };
    // When
    const { first: created } = await observe((o) => ops.createOrUpdate(...cluster.on, `${name}-v1`, first, o));
    const installed = await reported(cluster, "sourceControlConfigurations", `${name}-v1`, { withinMs: 10_000 });
    await ops.createOrUpdate(...cluster.on, `${name}-v1`, { ...first, operatorParams: "--git-readonly --git-path=second" });
    const changed = await reported(cluster, "sourceControlConfigurations", `${name}-v1`, { withinMs: 10_000 });
    await ops.beginDeleteAndWait(...cluster.on, `${name}-v1`, fast);
    const after = await refusal(() => ops.get(...cluster.on, `${name}-v1`));
    // Then
    answered(created, 201, { properties: { complianceStatus: { complianceState: "Pending" } } });
    for (const { result } of [installed, changed]) like(result, { provisioningState: "Succeeded", complianceStatus: { complianceState: "Installed" } });
    assert.ok(changed.json.properties.delivery.observedGeneration > installed.json.properties.delivery.observedGeneration, JSON.stringify(changed.json));
    refused(after, 404, "ResourceNotFound");
  });

  onCluster("a DELETE ends when the cluster has confirmed it", async () => {
    // Given
    const ops = cluster.clients.configurations.fluxConfigurations;
    // When
    const { first } = await observe((o) => ops.beginDeleteAndWait(...cluster.on, name, { ...o, ...fast }));
    const after = await refusal(() => ops.get(...cluster.on, name));
    // Then
    answered(first, 202);
    assert.match(first.headers.get("azure-asyncoperation") ?? "", /operations/);
    assert.match(first.headers.get("x-ms-async-operation-timeout") ?? "", /^PT1H$/);
    refused(after, 404, "ResourceNotFound");
  });
});
