// Microsoft.PolicyInsights/policyStates through the SDK: how resources stand to policies, asked at every scope.
import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { clusterPath, connected, group, subscription } from "../support/target.mjs";
import { clusters, fast, insights, observe, policy, policy5, refusal } from "../support/clients.mjs";
import { answered, date, header, is, like, nothing, refused, sameId } from "../support/expect.mjs";
import { registration } from "../support/keys.mjs";
import { all, assignmentId, definition, definitionId, eventually, exemptionId, scopes, setId, values } from "../support/policy.mjs";

const ops = insights.policyStates;
const near = clusterPath(connected("states-near"));
const wide = clusterPath(connected("states-wide"));
const own = assignmentId(scopes.subscription, "states-ring");
const ofSet = assignmentId(scopes["resource group"], "states-set");

const ring = values({ ring: "wide" });
const audits = definition({ metadata: { category: "Fleet" }, version: "1.2.0" });

/** Rows of this suite alone; other suites' clusters are in the subscription, too. */
const ours = `(policyAssignmentId eq '${own}' or policyAssignmentId eq '${ofSet}') and (resourceId eq '${near}' or resourceId eq '${wide}')`;
const asked = (filter, more = {}) => ({ queryOptions: { filter: filter ? `${ours} and ${filter}` : ours, ...more } });
const keys = (rows) => rows.map((row) => `${row.resourceId.split("/").at(-1)} ${row.policyAssignmentName} ${row.complianceState}`).toSorted();

const four = [
  "states-near states-ring NonCompliant", "states-near states-set NonCompliant", "states-wide states-ring Compliant", "states-wide states-set Compliant",
];
const onlyOf = (word) => four.filter((key) => key.includes(word));

const decided = (expected) =>
  eventually(async () => keys(await all(ops.listQueryResultsForSubscription("latest", subscription, asked()))), expected);

describe("policyStates", () => {
  before(async () => {
    await clusters.connectedClusterOperations.beginCreateAndWait(group, "states-near", registration({ tags: { ring: "canary" } }), fast);
    await clusters.connectedClusterOperations.beginCreateAndWait(group, "states-wide", registration({ tags: { ring: "wide" } }), fast);
    await policy.policyDefinitions.createOrUpdate("states", audits);
    await policy.policySetDefinitions.createOrUpdate("states", {
      policyDefinitions: [{ policyDefinitionId: definitionId("states"), policyDefinitionReferenceId: "first", parameters: ring }],
    });
    await policy.policyAssignments.create(scopes.subscription, "states-ring", {
      policyDefinitionId: definitionId("states"), parameters: ring, nonComplianceMessages: [{ message: "Put it into a ring" }],
    });
    await policy.policyAssignments.create(scopes["resource group"], "states-set", { policyDefinitionId: setId("states") });
    await decided(four);
  });

  after(async () => {
    await policy.policyAssignments.delete(scopes.subscription, "states-ring");
    await policy.policyAssignments.delete(scopes["resource group"], "states-set");
  });

  const at = {
    Subscription: [[subscription], four],
    ResourceGroup: [[subscription, group], four],
    Resource: [[near], onlyOf("states-near")],
    PolicySetDefinition: [[subscription, "states"], onlyOf("states-set")],
    PolicyDefinition: [[subscription, "states"], four],
    SubscriptionLevelPolicyAssignment: [[subscription, "states-ring"], onlyOf("states-ring")],
    ResourceGroupLevelPolicyAssignment: [[subscription, group, "states-set"], onlyOf("states-set")],
  };

  for (const [level, [args, expected]] of Object.entries(at)) {
    it(`lists states for a ${level}`, async () => {
      // When
      const rows = await all(ops[`listQueryResultsFor${level}`]("latest", ...args, asked()));
      // Then
      assert.deepEqual(keys(rows), expected);
    });

    it(`summarizes for a ${level}`, async () => {
      // When
      const { first, result } = await observe((o) => ops[`summarizeFor${level}`]("latest", ...args, { ...o, ...asked() }));
      // Then
      answered(first, 200);
      const [summary] = result.value;
      const bad = new Set(expected.filter((key) => key.endsWith("NonCompliant")).map((key) => key.split(" ")[0]));
      like(summary.results, { nonCompliantResources: bad.size, nonCompliantPolicies: new Set(expected.map((key) => key.split(" ")[1])).size });
      assert.equal(summary.policyAssignments.length, new Set(expected.map((key) => key.split(" ")[1])).size, first.text);
      for (const assignment of summary.policyAssignments) {
        assert.equal(assignment.results.nonCompliantResources, 1, first.text);
        like(assignment.policyDefinitions, [{ policyDefinitionId: sameId(definitionId("states")), effect: "audit", results: { nonCompliantResources: 1 } }]);
      }
    });
  }

  it("shows a state with all that Azure shows, and what else is known", async () => {
    // When
    const { first } = await observe((o) => ops.listQueryResultsForResource("default", near, { ...o, ...asked("policyAssignmentName eq 'states-set'") }).next());
    const row = await ops.listQueryResultsForResource("latest", near, asked("policyAssignmentName eq 'states-ring'")).next();
    // Then
    answered(first, 200, {
      "@odata.count": 1,
      value: [{
        timestamp: date, resourceId: sameId(near), policyAssignmentId: sameId(ofSet), policyDefinitionId: sameId(definitionId("states")), isCompliant: false,
        subscriptionId: subscription, resourceType: is("a cluster's type", (v) => /^microsoft\.kubernetes\/connectedclusters$/i.test(v)), resourceLocation: "westeurope", resourceGroup: group, resourceTags: '{"ring":"canary"}', effectiveParameters: "",
        policyAssignmentName: "states-set", policyAssignmentScope: sameId(scopes["resource group"]), policyDefinitionName: "states", policyDefinitionAction: "audit",
        policyDefinitionCategory: "Fleet", policySetDefinitionId: sameId(setId("states")), policySetDefinitionName: "states", policyDefinitionReferenceId: "first",
        complianceState: "NonCompliant", policyDefinitionVersion: "1.2.0", decidedAt: date, conflictsWith: [], deployedResourceIds: [], policyExemptionId: nothing,
      }],
    });
    like(row.value, { policyAssignmentName: "states-ring", isCompliant: false, complianceState: "NonCompliant", nonComplianceMessage: "Put it into a ring" });
    assert.ok(Number.isFinite(row.value.timestamp.getTime()), "the SDK must be able to read timestamp");
  });

  it("filters, orders, cuts and selects", async () => {
    const list = async (filter, more) => all(ops.listQueryResultsForSubscription("latest", subscription, asked(filter, more)));
    // When
    const bad = keys(await list("complianceState eq 'NonCompliant'"));
    const good = keys(await list("isCompliant eq true"));
    const notNear = keys(await list(`(resourceId ne '${near}') and policyDefinitionAction eq 'audit'`));
    const ordered = await list(undefined, { orderBy: "resourceId desc, policyAssignmentName asc" });
    const [top, ...more] = await list(undefined, { orderBy: "resourceId asc, policyAssignmentName desc", top: 1 });
    const [selected] = await list("policyAssignmentName eq 'states-ring'", { select: "resourceId, complianceState" });
    const past = await list(undefined, { from: new Date(Date.now() - 7_200_000), to: new Date(Date.now() - 3_600_000) });
    // Then
    assert.deepEqual(bad, onlyOf("NonCompliant"));
    assert.deepEqual(good, onlyOf(" Compliant"));
    assert.deepEqual(notNear, onlyOf("states-wide"));
    assert.deepEqual(ordered.map((row) => `${row.resourceId.split("/").at(-1)} ${row.policyAssignmentName}`), [
      "states-wide states-ring", "states-wide states-set", "states-near states-ring", "states-near states-set",
    ]);
    assert.deepEqual([top.policyAssignmentName, more], ["states-set", []]);
    like(selected, { resourceId: sameId(selected.resourceId), complianceState: is("a state", (v) => /Compliant$/.test(v)), policyAssignmentId: nothing });
    assert.deepEqual(past, []);
  });

  it("shows an exempted cluster as exempt, and again as it is when that is over", async () => {
    // Given
    const waiver = { policyAssignmentId: own, exemptionCategory: "Waiver", expiresOn: new Date("2099-01-31T12:00:00Z") };
    // When
    await policy5.policyExemptions.createOrUpdate(near, "states", waiver);
    await decided(four.map((key) => key.replace("states-near states-ring NonCompliant", "states-near states-ring Exempt")));
    const { first } = await observe((o) => ops.listQueryResultsForResource("latest", near, { ...o, ...asked("complianceState eq 'Exempt'") }).next());
    await policy5.policyExemptions.delete(near, "states");
    await decided(four);
    // Then
    answered(first, 200, { value: [{ complianceState: "Exempt", isCompliant: false, policyExemptionId: sameId(exemptionId(near, "states")) }] });
  });

  it("says what of a query it does not know", async () => {
    const cases = [
      [{ filter: "resourceId like 'x'" }, /\$filter/], [{ filter: "colour eq 'x'" }, /colour/], [{ orderBy: "colour" }, /colour/], [{ select: "colour" }, /colour/],
      [{ apply: "groupby((resourceId))" }, /summarize/], [{ expand: "components" }, /components/],
    ];
    for (const [queryOptions, message] of cases) {
      // Only this call of the SDK sends $expand.
      const answer = await refusal(() => ops.listQueryResultsForResource("latest", near, { queryOptions }).next());
      refused(answer, 400, "InvalidQueryParameter", { message });
    }
  });

  const triggers = { Subscription: [subscription], ResourceGroup: [subscription, group] };

  for (const [level, args] of Object.entries(triggers)) {
    it(`ends an evaluation that is asked for of a ${level}, since there is nothing to wait for`, async () => {
      // When
      const { first, exchanges, result: poller } = await observe((o) => ops[`beginTrigger${level}Evaluation`](...args, { ...o, ...fast }));
      await poller.pollUntilDone();
      await ops[`beginTrigger${level}EvaluationAndWait`](...args, fast);
      // Then
      answered(first, 202);
      header(first, "location", /\/asyncOperationResults\/[0-9a-f-]{36}\?api-version=/);
      assert.ok(poller.isDone());
      answered(exchanges.at(-1), 200, { status: "Succeeded" });
    });
  }

  it("says what is not there", async () => {
    const next = (pager) => refusal(() => pager.next());
    refused(await next(ops.listQueryResultsForResourceGroup("latest", subscription, "nowhere")), 404, "ResourceGroupNotFound");
    refused(await refusal(() => ops.beginTriggerResourceGroupEvaluation(subscription, "nowhere", fast)), 404, "ResourceGroupNotFound");
    refused(await next(ops.listQueryResultsForResource("latest", `${near}-not`)), 404, "ResourceNotFound");
    refused(await next(ops.listQueryResultsForPolicyDefinition("latest", subscription, "nowhere")), 404, "PolicyDefinitionNotFound");
    refused(await next(ops.listQueryResultsForPolicySetDefinition("latest", subscription, "nowhere")), 404, "PolicySetDefinitionNotFound");
    refused(await next(ops.listQueryResultsForSubscriptionLevelPolicyAssignment("latest", subscription, "nowhere")), 404, "PolicyAssignmentNotFound");
  });
});
