// What was done, by the SDK of Azure Monitor. Its other operations are not offered, so it is not one of the SDKs that are covered completely.
import { before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { clusterPath, connected, group, subscription } from "../support/target.mjs";
import { clusters, fast, monitorOf } from "../support/clients.mjs";
import { registration } from "../support/keys.mjs";

const since = `eventTimestamp ge '${new Date(Date.now() - 600_000).toISOString()}'`;
const target = clusterPath(connected("audited"));
const monitor = monitorOf(subscription);

async function events(filter, options) {
  const found = [];
  for await (const event of monitor.activityLogs.list(filter, options)) found.push(event);
  return found;
}

describe("the activity log", () => {
  before(async () => {
    await clusters.connectedClusterOperations.beginCreateAndWait(group, "audited", registration(), fast);
    await assert.rejects(clusters.connectedClusterOperations.beginCreateAndWait(group, "audited", { location: "westeurope" }, fast));
    await clusters.connectedClusterOperations.beginDeleteAndWait(group, "audited", fast);
  });

  it("has what was done to a resource, newest first", async () => {
    // When
    const found = await events(`${since} and resourceUri eq '${target}'`);
    // Then
    const type = "Microsoft.Kubernetes/connectedClusters";
    assert.deepEqual(found.map((e) => [e.operationName.value, e.status.value, e.subStatus.value]), [
      [`${type}/delete`, "Succeeded", "OK"],
      [`${type}/write`, "Failed", "BadRequest"],
      [`${type}/write`, "Succeeded", "Created"],
    ]);
    for (const event of found) {
      assert.equal(event.resourceId, target);
      assert.equal(event.resourceGroupName, group);
      assert.equal(event.resourceType.value, type);
      assert.equal(event.authorization.scope, target);
      assert.equal(event.category.value, "Administrative");
      assert.equal(event.subscriptionId, subscription);
      assert.ok(event.caller && event.correlationId && event.eventDataId && event.httpRequest.clientIpAddress);
      assert.ok(event.eventTimestamp instanceof Date && Date.now() - event.eventTimestamp < 600_000);
    }
    assert.ok(Number(found[2].properties.generationAfter) > 0);
    assert.equal(found[0].properties.generationBefore, found[2].properties.generationAfter);
  });

  it("shows what is selected", async () => {
    // When
    const [event] = await events(`${since} and resourceGroupName eq '${group}'`, { select: "operationName,status" });
    // Then
    assert.ok(event.operationName.value && event.status.value);
    assert.equal(event.resourceId, undefined);
  });

  it("says what a filter may be", async () => {
    await assert.rejects(events("bogus eq 'x'"), (error) => error.statusCode === 400 && /resourceProvider/.test(error.message));
  });
});
