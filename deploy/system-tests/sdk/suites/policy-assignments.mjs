// Microsoft.Authorization/policyAssignments at every kind of scope, through both SDKs of Azure Policy.
import { before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { group, http } from "../support/target.mjs";
import { observe, policies, policy, policy5, refusal } from "../support/clients.mjs";
import { answered, date, like, nothing, refused, sameId, strongETag } from "../support/expect.mjs";
import { all, assignmentId, definition, definitionId, names, registerShip, scopes, setId, ship, values, whole } from "../support/policy.mjs";

const ring = values({ ring: "wide" });
const assigned = (over = {}) => ({ policyDefinitionId: definitionId("assigned"), parameters: ring, ...over });

describe("assignments of policies", () => {
  before(async () => {
    await registerShip();
    await policy.policyDefinitions.createOrUpdate("assigned", definition());
    await policy.policySetDefinitions.createOrUpdate("assigned", {
      parameters: { ring: { type: "String" }, interval: { type: "Integer", defaultValue: 60 }, effect: { type: "String", defaultValue: "audit" } },
      policyDefinitions: [{
        policyDefinitionId: definitionId("assigned"), policyDefinitionReferenceId: "first",
        parameters: values({ ring: "[parameters('ring')]", interval: "[parameters('interval')]", effect: "[parameters('effect')]" }),
      }],
    });
  });

  for (const [version, client] of Object.entries(policies)) {
    const ops = client.policyAssignments;
    const named = (name) => `${name}-${version.replaceAll(".", "-")}`;

    for (const [kind, scope] of Object.entries(scopes)) {
      describe(`policyAssignments of a ${kind} with ${version}`, () => {
        const base = named("base");

        it("creates one, with Azure's shape and every default", async () => {
          // When
          const { first, result } = await observe((o) => ops.create(scope, base, assigned({ displayName: "Base" }), o));
          // Then
          answered(first, 201, {
            id: sameId(assignmentId(scope, base)), name: base, type: "Microsoft.Authorization/policyAssignments",
            systemData: { createdAt: date, lastModifiedAt: date },
            properties: { ...assigned({ displayName: "Base" }), scope: sameId(scope), enforcementMode: "Default" },
          });
          like(result, { name: base, scope: sameId(scope), enforcementMode: "Default", parameters: ring });
        });

        it("answers 201 and changes nothing when what was read is put back", async () => {
          // Given
          const before = await observe((o) => ops.get(scope, base, o));
          // When
          const { first } = await observe((o) => ops.create(scope, base, before.result, o));
          // Then
          answered(before.first, 200, { name: base });
          answered(first, 201, { name: base });
          assert.equal(strongETag(first), strongETag(before.first));
        });

        it("takes a scope without its first slash, as Azure's documentation writes it", async () => {
          const { first } = await observe((o) => ops.get(scope.slice(1), base, o));
          answered(first, 200, { id: sameId(assignmentId(scope, base)) });
        });

        it("changes overrides and selectors, and leaves the rest", async () => {
          // When
          const { first } = await observe((o) => ops.update(scope, base, {
            location: "westeurope", identity: { type: "SystemAssigned" },
            resourceSelectors: [{ name: "west", selectors: [{ kind: "resourceLocation", in: ["westeurope"] }] }],
            overrides: [{ kind: "policyEffect", value: "disabled" }],
          }, o));
          // Then; 5.1.0 knows neither selectors nor overrides and sends only the rest
          answered(first, 200, { location: "westeurope", identity: { type: "SystemAssigned" }, properties: assigned({ displayName: "Base" }) });
          if (version !== "5.1.0") {
            like(first.json.properties, {
              resourceSelectors: [{ name: "west", selectors: [{ kind: "resourceLocation", in: ["westeurope"] }] }],
              overrides: [{ kind: "policyEffect", value: "disabled" }],
            });
          }
        });

        it("deletes it and shows what was deleted, once", async () => {
          // When
          const { first, result } = await observe((o) => ops.delete(scope, base, o));
          const again = await http("DELETE", assignmentId(scope, base));
          // Then
          answered(first, 200, { name: base });
          like(result, { name: base, policyDefinitionId: definitionId("assigned") });
          answered(again, 204);
          refused(await refusal(() => ops.get(scope, base)), 404, "PolicyAssignmentNotFound", { message: new RegExp(base) });
        });
      });
    }

    describe(`policyAssignments with ${version}`, () => {
      it("keeps all that it can say", async () => {
        // Given
        const full = {
          displayName: "All", description: "All that can be said", metadata: { z: null, fairlead: { onUnassign: "remove" } },
          enforcementMode: "DoNotEnforce", notScopes: [scopes.cluster], parameters: values({ ring: "wide", interval: 60, places: ["north"] }),
          nonComplianceMessages: [{ message: "Put it into a ring" }], location: "westeurope", identity: { type: "SystemAssigned" },
        };
        // When
        const { first } = await observe((o) => ops.create(scopes.subscription, named("full"), assigned(full), o));
        await ops.delete(scopes.subscription, named("full"));
        // Then
        const { location, identity, ...properties } = full;
        answered(first, 201, { location, identity, properties });
        assert.deepEqual(first.json.properties.metadata, full.metadata);
      });

      it("tells what is wrong with values of parameters, each with its path and code", async () => {
        const at = "properties.parameters";
        const cases = [
          [{}, `${at}.ring`, "MissingProperty", /no default/],
          [{ ring: 1 }, `${at}.ring.value`, "WrongType", /type String/],
          [{ ring: "x", interval: "60" }, `${at}.interval.value`, "WrongType", /type Integer/],
          [{ ring: "x", interval: 1.5 }, `${at}.interval.value`, "WrongType", /type Integer/],
          [{ ring: "x", places: "north" }, `${at}.places.value`, "WrongType", /type Array/],
          [{ ring: "x", effect: "Audit" }, `${at}.effect.value`, "InvalidValue", /allowed values \["audit","disabled"\] in this letter case/],
          [{ ring: "x", places: ["west"] }, `${at}.places.value`, "InvalidValue", /allowed values \["north","south"\]/],
          [{ ring: "x", other: 1 }, `${at}.other`, "UnknownProperty", /effect, ring, interval, places/],
          [{ ring: "x", RING: "y" }, `${at}.RING`, "InvalidCombination", /once/],
        ];
        for (const [given, target, code, message] of cases) {
          // When
          const answer = await refusal(() => ops.create(scopes.cluster, named("wrong"), assigned({ parameters: values(given) })));
          // Then
          refused(answer, 400, "ValidationFailed", { targets: [target], message });
          like(answer.json.error.details, [{ code, target }]);
          assert.match(answer.error.message, message, "the SDK's error has the message");
        }
        refused(await refusal(() => ops.get(scopes.cluster, named("wrong"))), 404, "PolicyAssignmentNotFound");
      });

      it("checks an initiative's values down to its definitions", async () => {
        // Given
        const set = (given) => ({ policyDefinitionId: setId("assigned"), parameters: values(given) });
        // When
        const own = await refusal(() => ops.create(scopes.cluster, named("wrong"), set({ ring: 1 })));
        const passed = await refusal(() => ops.create(scopes.cluster, named("wrong"), set({ ring: "wide", effect: "deny" })));
        const right = await observe((o) => ops.create(scopes.cluster, named("set"), set({ ring: "wide", effect: "disabled" }), o));
        await ops.delete(scopes.cluster, named("set"));
        // Then
        refused(own, 400, "ValidationFailed", { targets: ["properties.parameters.ring.value"] });
        refused(passed, 400, "ValidationFailed", { targets: ["properties.policyDefinitionId"], message: /policyDefinitions\[0\]\.parameters\.effect\.value/ });
        answered(right.first, 201);
      });

      it("refuses what it cannot assign and where it cannot", async () => {
        const create = (scope, over) => refusal(() => ops.create(scope, named("wrong"), assigned(over)));
        refused(await create(scopes.cluster, { policyDefinitionId: definitionId("nowhere") }), 404, "PolicyDefinitionNotFound", { message: /nowhere/ });
        refused(await create(scopes.cluster, { policyDefinitionId: setId("nowhere") }), 404, "PolicySetDefinitionNotFound", { message: /nowhere/ });
        refused(await create(scopes.cluster, { policyDefinitionId: "/providers/Microsoft.Authorization/policyDefinitions/x" }), 400, "ValidationFailed", { message: /built-in/ });
        refused(await create(`${whole}/resourceGroups/nowhere`), 404, "ResourceGroupNotFound", { message: /nowhere/ });
        refused(await create(`${scopes.cluster}-nowhere`), 404, "ResourceNotFound", { message: /nowhere/ });
        refused(await create(scopes["resource group"], { notScopes: ["/subscriptions/00000000-0000-0000-0000-00000000000a"] }), 400, "ValidationFailed", { targets: ["properties.notScopes[0]"] });
        refused(await create(scopes.cluster, { enforcementMode: "Sometimes" }), 400, "ValidationFailed", { targets: ["properties.enforcementMode"] });
      });

      it("lists as far as the filter says, in pages", async () => {
        // Given
        const made = { wide: scopes.subscription, middle: scopes["resource group"], narrow: scopes.cluster };
        for (const [name, scope] of Object.entries(made)) await ops.create(scope, named(name), assigned());
        await ops.create(scopes.cluster, named("of-set"), { policyDefinitionId: setId("assigned"), parameters: ring });
        const [wide, middle, narrow, ofSet] = ["wide", "middle", "narrow", "of-set"].map(named);
        const at = [group, "Microsoft.Kubernetes", "", "connectedClusters", ship.name];
        // When
        const everywhere = names(await all(ops.list()));
        const inGroup = names(await all(ops.listForResourceGroup(group, { filter: "atScope()" })));
        const atGroup = names(await all(ops.listForResourceGroup(group, { filter: "atExactScope()" })));
        const atCluster = names(await all(ops.listForResource(...at, { filter: "atExactScope()" })));
        const forCluster = names(await all(ops.listForResource(...at)));
        const inOneName = names(await all(ops.listForResource(group, "", "", "Microsoft.Kubernetes/connectedClusters", ship.name)));
        const ofDefinition = names(await all(ops.list({ filter: `policyDefinitionId eq '${setId("assigned")}'` })));
        const pages = [];
        for await (const page of ops.listForResource(...at, { top: 3 }).byPage()) pages.push(page.length);
        for (const [name, scope] of Object.entries(made)) await ops.delete(scope, named(name));
        await ops.delete(scopes.cluster, ofSet);
        // Then
        assert.deepEqual(everywhere, [middle, narrow, ofSet, wide].toSorted());
        assert.deepEqual(inGroup, [middle, wide].toSorted());
        assert.deepEqual(atGroup, [middle]);
        assert.deepEqual(atCluster, [narrow, ofSet].toSorted());
        assert.deepEqual(forCluster, everywhere);
        assert.deepEqual(inOneName, everywhere);
        assert.deepEqual(ofDefinition, [ofSet]);
        assert.deepEqual(pages, [3, 1]);
      });

      it("keeps what is assigned", async () => {
        // Given
        await ops.create(scopes.cluster, named("holds"), { policyDefinitionId: setId("assigned"), parameters: ring });
        // When
        const definitionHeld = await refusal(() => client.policyDefinitions.delete("assigned"));
        const setHeld = await refusal(() => client.policySetDefinitions.delete("assigned"));
        await ops.delete(scopes.cluster, named("holds"));
        // Then
        refused(definitionHeld, 409, "InvalidDeletePolicyDefinitionRequest");
        refused(setHeld, 409, "InvalidDeletePolicySetDefinitionRequest", { message: /policyAssignments/ });
      });
    });
  }

  describe("policyAssignments by id, with 5.1.0", () => {
    const ops = policy5.policyAssignments;

    for (const [kind, scope] of Object.entries(scopes)) {
      it(`lives through all operations at a ${kind}`, async () => {
        // Given
        const id = assignmentId(scope, "by-id");
        // When
        const created = await observe((o) => ops.createById(id, assigned(), o));
        const read = await observe((o) => ops.getById(id.slice(1), o));
        const updated = await observe((o) => ops.updateById(id, { location: "westeurope" }, o));
        const deleted = await observe((o) => ops.deleteById(id, o));
        const again = await observe((o) => ops.deleteById(id, o));
        // Then
        answered(created.first, 201, { id: sameId(id), properties: { scope: sameId(scope) } });
        answered(read.first, 200, { id: sameId(id) });
        answered(updated.first, 200, { location: "westeurope", properties: assigned() });
        answered(deleted.first, 200, { id: sameId(id) });
        answered(again.first, 204);
        refused(await refusal(() => ops.getById(id)), 404, "PolicyAssignmentNotFound");
      });
    }
  });

  describe("what 7.0.1 may ask besides of policyAssignments", () => {
    const ops = policy.policyAssignments;

    it("is answered without what there is not, as it only adds to the answer", async () => {
      // Given
      await ops.create(scopes.cluster, "expanded", assigned({ definitionVersion: "1.*.*" }));
      const expand = "LatestDefinitionVersion, EffectiveDefinitionVersion";
      // When
      const { first } = await observe((o) => ops.get(scopes.cluster, "expanded", { ...o, expand }));
      const listed = names(await all(ops.listForResourceGroup(group, { expand })));
      await ops.delete(scopes.cluster, "expanded");
      // Then
      answered(first, 200, { properties: { definitionVersion: "1.*.*", latestDefinitionVersion: nothing } });
      assert.ok(listed.includes("expanded"));
    });
  });
});
