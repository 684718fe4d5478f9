// What of Microsoft.PolicyInsights is not offered: each call of the SDK must be refused with an error that it reads.
import { describe, it } from "node:test";
import { clusterPath, connected, group, subscription } from "../support/target.mjs";
import { fast, insights, refusal } from "../support/clients.mjs";
import { refused } from "../support/expect.mjs";

const cluster = clusterPath(connected("any"));
const whole = [subscription];
const inGroup = [subscription, group];
const attestation = { policyAssignmentId: "x", complianceState: "Compliant" };
const restriction = { resourceDetails: { resourceContent: {} } };

/** The scopes of the groups that only ask. */
const levels = (first) => ({
  listQueryResultsForSubscription: [first, ...whole], listQueryResultsForResourceGroup: [first, ...inGroup], listQueryResultsForResource: [first, cluster],
  listQueryResultsForPolicySetDefinition: [first, ...whole, "x"], listQueryResultsForPolicyDefinition: [first, ...whole, "x"],
  listQueryResultsForSubscriptionLevelPolicyAssignment: [first, ...whole, "x"],
  listQueryResultsForResourceGroupLevelPolicyAssignment: [first, ...inGroup, "x"],
});

const calls = {
  policyEvents: { listQueryResultsForManagementGroup: ["default", "fleet"], ...levels("default") },
  policyTrackedResources: {
    listQueryResultsForManagementGroup: ["fleet", "default"], listQueryResultsForSubscription: ["default"],
    listQueryResultsForResourceGroup: [group, "default"], listQueryResultsForResource: [cluster, "default"],
  },
  componentPolicyStates: {
    listQueryResultsForSubscription: [...whole, "latest"], listQueryResultsForResourceGroup: [...inGroup, "latest"], listQueryResultsForResource: [cluster, "latest"],
    listQueryResultsForPolicyDefinition: [...whole, "x", "latest"], listQueryResultsForSubscriptionLevelPolicyAssignment: [...whole, "x", "latest"],
    listQueryResultsForResourceGroupLevelPolicyAssignment: [...inGroup, "x", "latest"],
  },
  attestations: {
    listForSubscription: [], listForResourceGroup: [group], listForResource: [cluster],
    ...Object.fromEntries(Object.entries({ Subscription: [], ResourceGroup: [group], Resource: [cluster] }).flatMap(([at, scope]) => [
      [`beginCreateOrUpdateAt${at}`, [...scope, "x", attestation, fast]], [`beginCreateOrUpdateAt${at}AndWait`, [...scope, "x", attestation, fast]],
      [`getAt${at}`, [...scope, "x"]], [`deleteAt${at}`, [...scope, "x"]],
    ])),
  },
  policyMetadataOperations: { list: [], getResource: ["x"] },
  policyRestrictions: {
    checkAtSubscriptionScope: [restriction], checkAtResourceGroupScope: [group, restriction], checkAtManagementGroupScope: ["fleet", restriction],
  },
  policyStates: { listQueryResultsForManagementGroup: ["latest", "fleet"], summarizeForManagementGroup: ["latest", "fleet"] },
  remediations: {
    listForManagementGroup: ["fleet"], listDeploymentsAtManagementGroup: ["fleet", "x"], cancelAtManagementGroup: ["fleet", "x"],
    createOrUpdateAtManagementGroup: ["fleet", "x", { policyAssignmentId: "x" }], getAtManagementGroup: ["fleet", "x"], deleteAtManagementGroup: ["fleet", "x"],
  },
};

const codeOf = (op) => (/ManagementGroup/.test(op) ? "InvalidResourceNamespace" : "InvalidResourceType");

describe("what is not offered of Microsoft.PolicyInsights", () => {
  for (const [name, operations] of Object.entries(calls)) {
    for (const [op, args] of Object.entries(operations)) {
      it(`answers ${name}.${op} with an error that the SDK reads`, async () => {
        // When
        const answer = await refusal(() => {
          const called = insights[name][op](...args);
          return typeof called.next === "function" ? called.next() : called;
        });
        // Then
        refused(answer, 404, codeOf(op));
      });
    }
  }
});
