// Microsoft.PolicyInsights/remediations through the SDK, at every scope: records of what is wanted, with the state of it.
import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { clusterPath, connected, group } from "../support/target.mjs";
import { clusters, fast, insights, observe, policy, refusal } from "../support/clients.mjs";
import { answered, date, is, like, refused, sameId, text } from "../support/expect.mjs";
import { registration } from "../support/keys.mjs";
import { all, assignmentId, definitionId, deploying, eventually, names, setId, values, whole } from "../support/policy.mjs";

const ops = insights.remediations;
const own = `${group}-remediations`;
const ship = clusterPath(connected("remediated"), own);
const scopes = { Subscription: [], ResourceGroup: [own], Resource: [ship] };
const pathOf = { Subscription: whole, ResourceGroup: `${whole}/resourceGroups/${own}`, Resource: ship };
const idOf = (level, name) => `${pathOf[level]}/providers/Microsoft.PolicyInsights/remediations/${name}`;

const assigned = assignmentId(whole, "remediated");
const idle = assignmentId(whole, "remediated-idle");
const asSet = assignmentId(whole, "remediated-set");
// No other suite has clusters there, so only this suite's is deployed to.
const place = "uaenorth";
const selected = { resourceSelectors: [{ name: "place", selectors: [{ kind: "resourceLocation", in: [place] }] }] };

describe("remediations", () => {
  before(async () => {
    await clusters.connectedClusterOperations.beginCreateAndWait(own, "remediated", registration({ location: place }), fast);
    const parameters = values({ path: "./one" });
    for (const name of ["remediated", "remediated-idle"]) await policy.policyDefinitions.createOrUpdate(name, deploying(name));
    await policy.policySetDefinitions.createOrUpdate("remediated", {
      policyDefinitions: [{ policyDefinitionId: definitionId("remediated"), policyDefinitionReferenceId: "first", parameters }],
    });
    await policy.policyAssignments.create(whole, "remediated", { ...selected, policyDefinitionId: definitionId("remediated"), parameters });
    await policy.policyAssignments.create(whole, "remediated-idle", { ...selected, policyDefinitionId: definitionId("remediated-idle"), parameters, enforcementMode: "DoNotEnforce" });
    await policy.policyAssignments.create(whole, "remediated-set", { ...selected, policyDefinitionId: setId("remediated"), enforcementMode: "Default" });
    // Written, and never confirmed by a cluster that never connects.
    const states = async () => {
      const rows = await all(insights.policyStates.listQueryResultsForResource("latest", ship, { queryOptions: { filter: `policyAssignmentId eq '${assigned}'` } }));
      return rows.map((row) => `${row.complianceState} ${row.complianceReasonCode}`);
    };
    await eventually(states, ["Unknown NotConfirmed"]);
  });

  after(async () => {
    for (const name of ["remediated", "remediated-idle", "remediated-set"]) await policy.policyAssignments.delete(whole, name);
    await clusters.connectedClusterOperations.beginDeleteAndWait(own, "remediated", fast);
  });

  for (const [level, scope] of Object.entries(scopes)) {
    describe(`at a ${level}`, () => {
      const name = `judge-${level.toLowerCase()}`;
      const call = (op, ...args) => ops[`${op}At${level}`](...scope, name, ...args);
      const asked = (over = {}) => ({ policyAssignmentId: assigned, ...over });

      it("creates one, with Azure's shape and how far it has come", async () => {
        // When
        const { first, result } = await observe((o) => call("createOrUpdate", asked({ resourceCount: 5, filters: { locations: [place] } }), o));
        // Then
        answered(first, 201, {
          id: sameId(idOf(level, name)), name, type: is("its type", (v) => v?.toLowerCase() === "microsoft.policyinsights/remediations"), systemData: { createdAt: date },
          properties: {
            policyAssignmentId: sameId(assigned), resourceDiscoveryMode: "ExistingNonCompliant", resourceCount: 5, filters: { locations: [place] },
            provisioningState: "Evaluating", createdOn: date, lastUpdatedOn: date, correlationId: text,
            deploymentStatus: { totalDeployments: 1, successfulDeployments: 0, failedDeployments: 0 },
          },
        });
        like(result, { name, provisioningState: "Evaluating", deploymentStatus: { totalDeployments: 1 } });
        assert.ok(Number.isFinite(result.createdOn.getTime()), "the SDK must be able to read createdOn");
      });

      it("gives it, and takes it again unchanged", async () => {
        // When
        const { first, result } = await observe((o) => call("get", o));
        const again = await observe((o) => call("createOrUpdate", result, o));
        // Then
        answered(first, 200, { id: sameId(idOf(level, name)), properties: { provisioningState: "Evaluating" } });
        answered(again.first, 200);
        assert.deepEqual(again.first.json.properties, first.json.properties);
      });

      it("refuses to change what it is about", async () => {
        // When
        const answer = await refusal(() => call("createOrUpdate", asked({ resourceCount: 6, filters: { locations: [place] } })));
        // Then
        refused(answer, 400, "ValidationFailed", { targets: ["properties.resourceCount"] });
        like(answer.json.error.details, [{ code: "PropertyChangeNotAllowed" }]);
      });

      it("lists it", async () => {
        // When
        const listed = await all(ops[`listFor${level}`](...scope));
        // Then
        assert.deepEqual(names(listed), [name]);
        like(listed[0], { id: sameId(idOf(level, name)), policyAssignmentId: sameId(assigned), provisioningState: "Evaluating" });
      });

      it("lists what it is about", async () => {
        // When
        const deployments = await all(ops[`listDeploymentsAt${level}`](...scope, name));
        // Then
        like(deployments, [{ remediatedResourceId: sameId(ship), status: "Running", resourceLocation: place }]);
        assert.ok(Number.isFinite(deployments[0].createdOn.getTime()) && Number.isFinite(deployments[0].lastUpdatedOn.getTime()));
      });

      it("cancels it, which lasts", async () => {
        // When
        const { first } = await observe((o) => call("cancel", o));
        const read = await call("get");
        // Then
        answered(first, 200, { name, properties: { provisioningState: "Canceled", statusMessage: text } });
        like(read, { provisioningState: "Canceled" });
      });

      it("deletes it once, and says then that it is not there", async () => {
        // When
        const { first } = await observe((o) => call("delete", o));
        const again = await observe((o) => call("delete", o));
        // Then
        answered(first, 200, { name });
        answered(again.first, 204);
        refused(await refusal(() => call("get")), 404, "ResourceNotFound", { message: new RegExp(name) });
        refused(await refusal(() => call("cancel")), 404, "ResourceNotFound", { message: new RegExp(name) });
        const next = await refusal(() => ops[`listDeploymentsAt${level}`](...scope, name).next());
        refused(next, 404, "ResourceNotFound");
        assert.deepEqual(await all(ops[`listFor${level}`](...scope)), []);
      });

      it("has succeeded where there is nothing to do", async () => {
        // When
        const { first } = await observe((o) => call("createOrUpdate", asked({ filters: { locations: ["nowhere"] } }), o));
        await call("delete");
        // Then
        answered(first, 201, { properties: { provisioningState: "Succeeded", deploymentStatus: { totalDeployments: 0 }, statusMessage: text } });
      });

      it("refuses one for an assignment that is not enforced", async () => {
        // When
        const answer = await refusal(() => call("createOrUpdate", asked({ policyAssignmentId: idle })));
        // Then
        refused(answer, 409, "Conflict", { message: /DoNotEnforce/ });
        refused(await refusal(() => call("get")), 404, "ResourceNotFound");
      });

      it("refuses what it cannot be about", async () => {
        const create = (over) => refusal(() => call("createOrUpdate", asked(over)));
        refused(await create({ policyAssignmentId: assignmentId(whole, "nowhere") }), 404, "PolicyAssignmentNotFound", { message: /nowhere/ });
        refused(await create({ policyAssignmentId: definitionId("remediated") }), 400, "ValidationFailed", { message: /properties\.policyAssignmentId/ });
        refused(await create({ policyDefinitionReferenceId: "first" }), 400, "ValidationFailed", { message: /policyDefinitionReferenceId.*left out/ });
        refused(await create({ policyAssignmentId: asSet }), 400, "ValidationFailed", { message: /policyDefinitionReferenceId.*required/ });
        refused(await create({ resourceDiscoveryMode: "Sometimes" }), 400, "ValidationFailed", { targets: ["properties.resourceDiscoveryMode"] });
      });
    });
  }

  it("says what is not there", async () => {
    refused(await refusal(() => ops.createOrUpdateAtResourceGroup("nowhere", "x", { policyAssignmentId: assigned })), 404, "ResourceGroupNotFound");
    refused(await refusal(() => ops.createOrUpdateAtResource(`${ship}-not`, "x", { policyAssignmentId: assigned })), 404, "ResourceNotFound");
    refused(await refusal(() => ops.listForResource(`${ship}-not`).next()), 404, "ResourceNotFound");
  });
});
