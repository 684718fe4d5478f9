// Microsoft.Authorization/policySetDefinitions through both SDKs of Azure Policy.
import { before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { observe, policies, policy, refusal } from "../support/clients.mjs";
import { answered, is, like, refused, sameId, strongETag } from "../support/expect.mjs";
import { all, definition, definitionId, names, setId, values } from "../support/policy.mjs";

const initiative = (over = {}) => ({
  displayName: "Baseline",
  metadata: { category: "Fleet" },
  parameters: { ring: { type: "String", allowedValues: ["canary", "wide"] } },
  policyDefinitions: [
    { policyDefinitionId: definitionId("in-set"), policyDefinitionReferenceId: "first", parameters: values({ ring: "[parameters('ring')]" }), groupNames: ["edge"] },
    { policyDefinitionId: definitionId("in-set"), parameters: values({ ring: "[concat('r-', parameters('ring'))]", interval: 60 }) },
  ],
  policyDefinitionGroups: [{ name: "edge", displayName: "At the edge" }],
  ...over,
});

const made = is("a number in a text", (v) => /^\d{1,20}$/.test(v));

describe("initiatives", () => {
  before(() => policy.policyDefinitions.createOrUpdate("in-set", definition()));

  for (const [version, client] of Object.entries(policies)) {
    const ops = client.policySetDefinitions;
    const named = (name) => `${name}-${version.replaceAll(".", "-")}`;
    const base = named("base");

    describe(`policySetDefinitions with ${version}`, () => {
      it("creates one, and names the entry without a name", async () => {
        // When
        const { first, result } = await observe((o) => ops.createOrUpdate(base, initiative(), o));
        // Then
        answered(first, 201, {
          id: sameId(setId(base)), name: base, type: "Microsoft.Authorization/policySetDefinitions",
          properties: { ...initiative(), policyType: "Custom", policyDefinitions: [initiative().policyDefinitions[0], { policyDefinitionReferenceId: made }] },
        });
        like(result, { name: base, policyDefinitions: [{ policyDefinitionReferenceId: "first" }, { policyDefinitionReferenceId: made }] });
      });

      it("changes nothing when it is sent again, or put back as it was read", async () => {
        // Given
        const before = await observe((o) => ops.get(base, o));
        // When
        const again = await observe((o) => ops.createOrUpdate(base, initiative(), o));
        const back = await observe((o) => ops.createOrUpdate(base, before.result, o));
        // Then
        answered(again.first, 200);
        answered(back.first, 200);
        assert.equal(strongETag(again.first), strongETag(before.first));
        assert.deepEqual(back.first.json.properties, before.first.json.properties);
      });

      it("lists page by page, as $top says", async () => {
        // Given
        for (const i of [0, 1, 2]) await ops.createOrUpdate(named(`page${i}`), initiative({ metadata: { category: `Sets ${version}` } }));
        // When
        const found = [];
        for await (const page of ops.list({ top: 2, filter: `category eq 'sets ${version}'` }).byPage()) found.push(names(page));
        // Then
        assert.deepEqual(found, [[named("page0"), named("page1")], [named("page2")]]);
      });

      it("has no built-in ones", async () => {
        // When
        const listed = await all(ops.listBuiltIn());
        const answer = await refusal(() => ops.getBuiltIn("any"));
        // Then
        assert.deepEqual(listed, []);
        refused(answer, 404, "PolicySetDefinitionNotFound", { message: /any/ });
      });

      it("tells what a definition would not take, and what is not there", async () => {
        // Given
        const passing = (parameters) => initiative({ policyDefinitions: [{ policyDefinitionId: definitionId("in-set"), parameters }] });
        const at = "properties.policyDefinitions[0].parameters";
        const cases = [
          [passing({}), `${at}.ring`, "MissingProperty"],
          [passing(values({ ring: 7 })), `${at}.ring.value`, "WrongType"],
          [passing(values({ ring: "x", effect: "Audit" })), `${at}.effect.value`, "InvalidValue"],
          [passing(values({ ring: "x", other: 1 })), `${at}.other`, "UnknownProperty"],
          [passing(values({ ring: "[parameters('rung')]" })), `${at}.ring.value`, "InvalidValue"],
          [initiative({ parameters: { ring: { type: "Ring" } } }), "properties.parameters.ring.type", "InvalidValue"],
          [initiative({ policyDefinitionGroups: [] }), "properties.policyDefinitions[0].groupNames[0]", "InvalidCombination"],
          [initiative({ policyDefinitions: [{ policyDefinitionId: definitionId("nowhere") }] }), "properties.policyDefinitions[0].policyDefinitionId", "InvalidValue"],
          [initiative({ policyDefinitions: [] }), "properties.policyDefinitions", "OutOfRange"],
        ];
        for (const [body, target, code] of cases) {
          // When
          const answer = await refusal(() => ops.createOrUpdate(named("wrong"), body));
          // Then
          refused(answer, 400, "ValidationFailed", { targets: [target] });
          assert.ok(answer.json.error.details.some((detail) => detail.target === target && detail.code === code), `${target} is ${code}: ${answer.text}`);
        }
      });

      it("refuses parameters that change so that assignments would break", async () => {
        const answer = await refusal(() => ops.createOrUpdate(base, initiative({ parameters: { ring: { type: "Integer" } } })));
        refused(answer, 400, "InvalidPolicySetParameterUpdate", { message: /'ring' is of type Integer/ });
      });

      it("keeps a definition that it names", async () => {
        const answer = await refusal(() => client.policyDefinitions.delete("in-set"));
        refused(answer, 409, "InvalidDeletePolicyDefinitionRequest", { message: /policySetDefinitions/ });
      });

      it("deletes once, and then there is nothing to delete", async () => {
        // When
        const { first } = await observe((o) => ops.delete(named("page0"), o));
        const again = await observe((o) => ops.delete(named("page0"), o));
        // Then
        answered(first, 200);
        answered(again.first, 204);
        refused(await refusal(() => ops.get(named("page0"))), 404, "PolicySetDefinitionNotFound", { message: /page0/ });
      });
    });
  }
});
