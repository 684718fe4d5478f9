// One process and one order for all suites, so that the last test can tell which operations of the SDKs nobody called.
import { after, describe, it } from "node:test";
import assert from "node:assert/strict";
import { clientsOf, fast, operations } from "./support/clients.mjs";
import { known } from "./support/operations.mjs";
import { group, http, subscription, url } from "./support/target.mjs";

try {
  await http("GET", "/subscriptions");
} catch (error) {
  console.error(`Nothing answers at FAIRLEAD_API_URL=${url}: ${error.cause?.message ?? error.message}`);
  process.exit(2);
}

await import("./suites/clusters.mjs");
await import("./suites/flux.mjs");
await import("./suites/flux-refusals.mjs");
await import("./suites/source-control.mjs");
await import("./suites/policy-definitions.mjs");
await import("./suites/policy-initiatives.mjs");
await import("./suites/policy-assignments.mjs");
await import("./suites/policy-exemptions.mjs");
await import("./suites/policy-not-offered.mjs");
await import("./suites/policy-states.mjs");
await import("./suites/policy-effects.mjs");
await import("./suites/policy-published.mjs");
await import("./suites/policy-remediations.mjs");
await import("./suites/policy-insights-not-offered.mjs");
await import("./suites/activity-log.mjs");
await import("./suites/not-offered.mjs");
await import("./suites/dialect.mjs");
await import("./suites/connected.mjs");

describe("coverage", () => {
  it("every operation of the SDKs was called", () => {
    assert.equal(known.length, 35 + 56 + 41 + 83);
    assert.deepEqual(operations.all.toSorted(), known.toSorted(), "what the SDKs have and what is known of them");
    assert.deepEqual(operations.notCalled(), []);
  });
});

after(async () => {
  // Leave the system as it was found, as far as it lets us.
  const { clusters } = clientsOf(subscription);
  for (const name of [group, `${group}-b`]) {
    try {
      for await (const cluster of clusters.connectedClusterOperations.listByResourceGroup(name)) {
        await clusters.connectedClusterOperations.beginDeleteAndWait(name, cluster.name, fast);
      }
    } catch (error) {
      console.error(`could not clean up resource group ${name}: ${error.code ?? ""} ${error.message}`);
    }
  }
});
