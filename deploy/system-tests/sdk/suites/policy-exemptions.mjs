// Microsoft.Authorization/policyExemptions at every kind of scope, through 5.1.0 of the SDK.
import { before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { group } from "../support/target.mjs";
import { observe, policy, policy5, refusal } from "../support/clients.mjs";
import { answered, date, refused, sameId, strongETag } from "../support/expect.mjs";
import { all, assignmentId, definition, definitionId, exemptionId, names, registerShip, scopes, setId, ship, values } from "../support/policy.mjs";

const ops = policy5.policyExemptions;
const assignment = assignmentId(scopes.subscription, "exempted");
const narrow = assignmentId(scopes["resource group"], "exempted-narrow");
const waiver = (over = {}) => ({ policyAssignmentId: assignment, exemptionCategory: "Waiver", ...over });

describe("exemptions of policies", () => {
  before(async () => {
    await registerShip();
    const parameters = values({ ring: "wide" });
    await policy.policyDefinitions.createOrUpdate("exempted", definition());
    await policy.policySetDefinitions.createOrUpdate("exempted", {
      policyDefinitions: [{ policyDefinitionId: definitionId("exempted"), policyDefinitionReferenceId: "first", parameters }],
    });
    await policy.policyAssignments.create(scopes.subscription, "exempted", { policyDefinitionId: setId("exempted") });
    await policy.policyAssignments.create(scopes["resource group"], "exempted-narrow", { policyDefinitionId: definitionId("exempted"), parameters });
  });

  for (const [kind, scope] of Object.entries(scopes)) {
    describe(`policyExemptions of a ${kind}`, () => {
      const full = waiver({
        displayName: "Later", description: "In dock", expiresOn: new Date("2099-01-31T12:00:00Z"), metadata: { ticket: null },
        policyDefinitionReferenceIds: ["first"],
      });

      it("creates one, with Azure's shape", async () => {
        // When
        const { first, result } = await observe((o) => ops.createOrUpdate(scope, "later", full, o));
        // Then
        answered(first, 201, {
          id: sameId(exemptionId(scope, "later")), name: "later", type: "Microsoft.Authorization/policyExemptions",
          systemData: { createdAt: date, lastModifiedAt: date },
          properties: { ...full, expiresOn: date },
        });
        assert.equal(result.expiresOn.getTime(), full.expiresOn.getTime());
        assert.deepEqual(result.metadata, full.metadata);
      });

      it("answers 200 and changes nothing when what was read is put back", async () => {
        // Given
        const before = await observe((o) => ops.get(scope, "LATER", o));
        // When
        const { first } = await observe((o) => ops.createOrUpdate(scope, "later", before.result, o));
        // Then
        answered(first, 200, { name: "later" });
        assert.equal(strongETag(first), strongETag(before.first));
      });

      it("replaces it", async () => {
        const { first } = await observe((o) => ops.createOrUpdate(scope, "later", waiver({ exemptionCategory: "Mitigated" }), o));
        answered(first, 200, { properties: { exemptionCategory: "Mitigated" } });
        assert.equal(first.json.properties.expiresOn, undefined, "what a PUT leaves out is gone");
      });

      it("deletes once, and then there is nothing to delete", async () => {
        // When
        const { first } = await observe((o) => ops.delete(scope, "later", o));
        const again = await observe((o) => ops.delete(scope, "later", o));
        // Then
        answered(first, 200);
        answered(again.first, 204);
        refused(await refusal(() => ops.get(scope, "later")), 404, "PolicyExemptionNotFound", { message: /later/ });
      });
    });
  }

  describe("policyExemptions", () => {
    it("refuses what does not exempt", async () => {
      const cases = [
        [scopes.cluster, waiver({ exemptionCategory: "Lazy" }), "properties.exemptionCategory"],
        [scopes.cluster, waiver({ policyDefinitionReferenceIds: ["second"] }), "properties.policyDefinitionReferenceIds[0]"],
        [scopes.subscription, waiver({ policyAssignmentId: narrow }), "properties.policyAssignmentId"],
        [scopes.cluster, waiver({ policyAssignmentId: definitionId("exempted") }), "properties.policyAssignmentId"],
      ];
      for (const [scope, body, target] of cases) {
        refused(await refusal(() => ops.createOrUpdate(scope, "wrong", body)), 400, "ValidationFailed", { targets: [target] });
      }
      refused(await refusal(() => ops.createOrUpdate(scopes.cluster, "wrong", waiver({ policyAssignmentId: `${assignment}-not` }))), 404, "PolicyAssignmentNotFound");
    });

    it("lists as far as the filter says, in pages", async () => {
      // Given
      const made = { "e-wide": scopes.subscription, "e-middle": scopes["resource group"], "e-narrow": scopes.cluster };
      for (const [name, scope] of Object.entries(made)) await ops.createOrUpdate(scope, name, waiver());
      await ops.createOrUpdate(scopes.cluster, "e-other", waiver({ policyAssignmentId: narrow }));
      const at = [group, "Microsoft.Kubernetes", "", "connectedClusters", ship.name];
      // When
      const everywhere = names(await all(ops.list()));
      const inGroup = names(await all(ops.listForResourceGroup(group, { filter: "atScope()" })));
      const atGroup = names(await all(ops.listForResourceGroup(group, { filter: "atExactScope()" })));
      const atCluster = names(await all(ops.listForResource(...at, { filter: "atExactScope()" })));
      const ofAssignment = names(await all(ops.list({ filter: `policyAssignmentId eq '${narrow}'` })));
      const expired = await refusal(() => ops.list({ filter: "excludeExpired()" }).next());
      for (const [name, scope] of Object.entries({ ...made, "e-other": scopes.cluster })) await ops.delete(scope, name);
      // Then
      assert.deepEqual(everywhere, ["e-middle", "e-narrow", "e-other", "e-wide"]);
      assert.deepEqual(inGroup, ["e-middle", "e-wide"]);
      assert.deepEqual(atGroup, ["e-middle"]);
      assert.deepEqual(atCluster, ["e-narrow", "e-other"]);
      assert.deepEqual(ofAssignment, ["e-other"]);
      refused(expired, 400, "InvalidQueryParameter", { message: /\$filter.*one of/ });
    });
  });
});
