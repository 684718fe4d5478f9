// Pollers that have something to wait for: on clusters that are connected, where the agent must confirm.
import { before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { fast, observe, refusal } from "../support/clients.mjs";
import { answered, date, like, refused, text } from "../support/expect.mjs";
import { compliant, connectedClusters } from "../support/fleet.mjs";

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
