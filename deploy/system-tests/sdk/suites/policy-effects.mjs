// What policies do, as a client of Azure sees it: deny refuses a write, deployIfNotExists puts a configuration on a cluster and takes it away.
import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { clusterPath, connected, group } from "../support/target.mjs";
import { clusters, configurations, fast, observe, policy, refusal } from "../support/clients.mjs";
import { answered, is, like, refused, sameId } from "../support/expect.mjs";
import { connectedClusters } from "../support/fleet.mjs";
import { git } from "../support/flux.mjs";
import { registration } from "../support/keys.mjs";
import { all, assignmentId, definitionId, deploying, eventually, values } from "../support/policy.mjs";

describe("a policy that denies", () => {
  const cluster = clusterPath(connected("denied"));
  const on = [group, "Microsoft.Kubernetes", "connectedClusters", "denied"];
  const ops = configurations.fluxConfigurations;

  before(async () => {
    await clusters.connectedClusterOperations.beginCreateAndWait(group, "denied", registration(), fast);
    await policy.policyDefinitions.createOrUpdate("deny", {
      displayName: "Only the fleet's repositories",
      mode: "All",
      parameters: { url: { type: "String" } },
      policyRule: {
        if: {
          allOf: [
            { field: "type", equals: "Microsoft.KubernetesConfiguration/fluxConfigurations" },
            { field: "Microsoft.KubernetesConfiguration/fluxConfigurations/gitRepository.url", notLike: "[parameters('url')]" },
          ],
        },
        then: { effect: "deny" },
      },
    });
    await policy.policyAssignments.create(cluster, "deny", {
      policyDefinitionId: definitionId("deny"), parameters: values({ url: "https://git.example.com/*" }), nonComplianceMessages: [{ message: "Use git.example.com" }],
    });
  });

  after(() => policy.policyAssignments.delete(cluster, "deny"));

  it("refuses a write, and says which it is as Azure does", async () => {
    // When
    const answer = await refusal(() => ops.beginCreateOrUpdateAndWait(...on, "other", git({ gitRepository: { url: "https://elsewhere.example.com/x", repositoryRef: { branch: "main" } } }), fast));
    // Then
    refused(answer, 403, "RequestDisallowedByPolicy", { message: /'other' was disallowed by policy.*Use git\.example\.com/ });
    like(answer.json.error.additionalInfo, [{
      type: "PolicyViolation",
      info: {
        policyDefinitionId: sameId(definitionId("deny")), policyDefinitionEffect: "deny", policyAssignmentId: sameId(assignmentId(cluster, "deny")),
        policyAssignmentParameters: values({ url: "https://git.example.com/*" }),
      },
    }]);
    refused(await refusal(() => ops.get(...on, "other")), 404, "ResourceNotFound");
  });

  it("lets through what the rule does not match, and a change that it does not like no more", async () => {
    // When
    const created = await observe(async (o) => (await ops.beginCreateOrUpdate(...on, "fleet", git(), { ...o, ...fast })).pollUntilDone());
    const answer = await refusal(() => ops.beginUpdateAndWait(...on, "fleet", { gitRepository: { url: "https://elsewhere.example.com/x" } }, fast));
    const { first } = await observe((o) => ops.get(...on, "fleet", o));
    // Then
    answered(created.first, 201);
    refused(answer, 403, "RequestDisallowedByPolicy");
    answered(first, 200, { properties: { gitRepository: { url: git().gitRepository.url } } });
  });
});

describe("a policy that deploys, on a connected cluster", () => {
  const name = `judge-policy-${randomUUID().slice(0, 8)}`;
  let cluster;
  let id;

  before(async () => {
    [cluster] = await connectedClusters({ atLeast: 1, withinMs: process.env.FAIRLEAD_REQUIRE_CONNECTED ? 30_000 : 2_000 });
    assert.ok(cluster || !process.env.FAIRLEAD_REQUIRE_CONNECTED, "FAIRLEAD_REQUIRE_CONNECTED is set but no cluster of any subscription is Connected");
    if (cluster) ({ id } = await cluster.clients.clusters.connectedClusterOperations.get(cluster.on[0], cluster.name));
  });

  it("puts its configuration there, keeps it as it changes, says so, and takes it away when it is not assigned any more", async (t) => {
    if (!cluster) {
      t.skip("no cluster is connected to this system");
      return;
    }
    // Given
    const { configurations: { fluxConfigurations }, policy: { policyDefinitions, policyAssignments }, insights: { policyStates } } = cluster.clients;
    const subscription = id.split("/")[2];
    const definition = `/subscriptions/${subscription}/providers/Microsoft.Authorization/policyDefinitions/${name}`;
    const assigned = (path) => ({ policyDefinitionId: definition, parameters: values({ path }), metadata: { fairlead: { onUnassign: "remove" } } });
    const states = async () => {
      const rows = await all(policyStates.listQueryResultsForResource("latest", id, { queryOptions: { filter: `policyAssignmentName eq '${name}'` } }));
      return rows.map((row) => row.complianceState);
    };
    const configuration = async () => {
      try {
        const { kustomizations, complianceState } = await fluxConfigurations.get(...cluster.on, name);
        return { path: kustomizations.apps.path, complianceState };
      } catch (error) {
        if (error.code !== "ResourceNotFound") throw error;
        return undefined;
      }
    };
    // When
    await policyDefinitions.createOrUpdate(name, deploying(name));
    await policyAssignments.create(id, name, assigned("./one"));
    await eventually(configuration, { path: "./one", complianceState: "Compliant" });
    await eventually(states, ["Compliant"]);
    await policyAssignments.create(id, name, assigned("./two"));
    await eventually(configuration, { path: "./two", complianceState: "Compliant" });
    await eventually(states, ["Compliant"]);
    const { first } = await observe((o) => policyStates.listQueryResultsForResource("latest", id, { ...o, queryOptions: { filter: `policyAssignmentName eq '${name}'` } }).next());
    await policyAssignments.delete(id, name);
    // Then
    await eventually(configuration, undefined);
    await eventually(states, []);
    await policyDefinitions.delete(name);
    answered(first, 200, {
      value: [{
        complianceState: "Compliant", isCompliant: true, policyDefinitionAction: "deployIfNotExists", connectivityStatus: "Connected", offline: false,
        deployedResourceIds: is("its configuration", (v) => v.length === 1 && v[0].toLowerCase().endsWith(`/fluxconfigurations/${name}`)),
      }],
    });
  });
});
