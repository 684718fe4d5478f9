// What of Azure Policy is not offered: each call of the SDKs must be refused with an error that they read.
import { describe, it } from "node:test";
import { policies, refusal } from "../support/clients.mjs";
import { refused } from "../support/expect.mjs";
import { definition } from "../support/policy.mjs";

// Management groups, older versions of definitions, tokens, and modes of resource providers: each call of the SDKs, with arguments for it.
function codeOf(group, op) {
  if (op.endsWith("ManagementGroup")) return "InvalidResourceNamespace";
  return group.endsWith("Versions") && !op.startsWith("listAll") ? "NotFound" : "InvalidResourceType";
}
const definitions = (body, inOrder) => ({
  createOrUpdateAtManagementGroup: [...inOrder("x", "fleet"), body], getAtManagementGroup: inOrder("x", "fleet"),
  deleteAtManagementGroup: inOrder("x", "fleet"), listByManagementGroup: ["fleet"],
});
// 7.0.1 and 5.1.0 take a name and a management group in different orders.
const groupFirst = (name, managementGroup) => [managementGroup, name];
const nameFirst = (name, managementGroup) => [name, managementGroup];
const initiative = { policyDefinitions: [] };
const token = { operation: { uri: "x", httpMethod: "PUT" } };
const versions = (body) => ({
  listAll: [], listAllAtManagementGroup: ["fleet"], listAllBuiltins: [], listByManagementGroup: ["fleet", "x"],
  deleteAtManagementGroup: ["fleet", "x", "1.0.0"], createOrUpdateAtManagementGroup: ["fleet", "x", "1.0.0", body],
  getAtManagementGroup: ["fleet", "x", "1.0.0"], listBuiltIn: ["x"], getBuiltIn: ["x", "1.0.0"], list: ["x"], delete: ["x", "1.0.0"],
  createOrUpdate: ["x", "1.0.0", body], get: ["x", "1.0.0"],
});
const notOffered = {
  "7.0.1": {
    policyDefinitions: definitions(definition(), groupFirst),
    policySetDefinitions: definitions(initiative, groupFirst),
    policyAssignments: { listForManagementGroup: ["fleet"] },
    policyDefinitionVersions: versions(definition()),
    policySetDefinitionVersions: versions(initiative),
    policyTokens: { acquire: [token], acquireAtManagementGroup: ["fleet", token] },
  },
  "5.1.0": {
    policyDefinitions: definitions(definition(), nameFirst),
    policySetDefinitions: definitions(initiative, nameFirst),
    policyAssignments: { listForManagementGroup: ["fleet"] },
    policyExemptions: { listForManagementGroup: ["fleet"] },
    dataPolicyManifests: { getByPolicyMode: ["All"], list: [] },
  },
};

describe("what is not offered of Azure Policy", () => {
  for (const [version, groups] of Object.entries(notOffered)) {
    for (const [name, calls] of Object.entries(groups)) {
      for (const [op, args] of Object.entries(calls)) {
        it(`answers ${name}.${op} of ${version} with an error that the SDK reads`, async () => {
          // When
          const answer = await refusal(() => {
            const called = policies[version][name][op](...args);
            return typeof called.next === "function" ? called.next() : called;
          });
          // Then
          refused(answer, 404, codeOf(name, op));
        });
      }
    }
  }
});
