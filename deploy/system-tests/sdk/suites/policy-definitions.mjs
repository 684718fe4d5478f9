// Microsoft.Authorization/policyDefinitions through both SDKs of Azure Policy.
import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { http, subscription } from "../support/target.mjs";
import { observe, policies, policy, refusal } from "../support/clients.mjs";
import { answered, date, like, refused, sameId, strongETag } from "../support/expect.mjs";
import { all, definition, definitionId, names, published } from "../support/policy.mjs";

for (const [version, client] of Object.entries(policies)) {
  const ops = client.policyDefinitions;
  const named = (name) => `${name}-${version.replaceAll(".", "-")}`;
  const ring = named("ring");

  describe(`policyDefinitions with ${version}`, () => {
    it("answers 201 to a create, with Azure's shape and every default", async () => {
      // When
      const { result, first } = await observe((o) => ops.createOrUpdate(ring, definition(), o));
      // Then
      answered(first, 201, {
        id: sameId(definitionId(ring)), name: ring, type: "Microsoft.Authorization/policyDefinitions",
        systemData: { createdAt: date, lastModifiedAt: date },
        properties: { ...definition(), policyType: "Custom", version: "1.0.0", versions: ["1.0.0"] },
      });
      strongETag(first);
      like(result, { name: ring, policyType: "Custom", ...definition() });
    });

    it("changes nothing when what was read is put back", async () => {
      // Given
      const before = await observe((o) => ops.get(ring, o));
      // When
      const { first } = await observe((o) => ops.createOrUpdate(ring, before.result, o));
      // Then
      answered(first, 201);
      assert.deepEqual(first.json.properties, before.first.json.properties);
    });

    it("reads it by any case of its name, with rule and metadata to the last null", async () => {
      // When
      const { first, result } = await observe((o) => ops.get(ring.toUpperCase(), o));
      // Then
      answered(first, 200, { name: ring });
      assert.deepEqual(first.json.properties.policyRule, definition().policyRule);
      assert.deepEqual(first.json.properties.metadata, definition().metadata);
      assert.deepEqual(result.policyRule, definition().policyRule);
      assert.deepEqual(result.metadata, definition().metadata);
    });

    it("replaces it", async () => {
      // When
      const { first, result } = await observe((o) => ops.createOrUpdate(ring, definition({ description: "other", mode: "All" }), o));
      // Then
      answered(first, 201, { properties: { description: "other", mode: "All" } });
      assert.equal(result.mode, "All");
    });

    it("lists page by page, as $top says", async () => {
      // Given
      for (const i of [0, 1, 2]) await ops.createOrUpdate(named(`page${i}`), definition({ metadata: { category: `Pages ${version}` } }));
      // When
      const found = [];
      for await (const page of ops.list({ top: 2, filter: `category eq 'pages ${version}'` }).byPage()) found.push(names(page));
      // Then
      assert.deepEqual(found, [[named("page0"), named("page1")], [named("page2")]]);
    });

    it("lists by type and at exactly this scope", async () => {
      // When
      const custom = await all(ops.list({ filter: "policyType eq 'Custom'" }));
      const exact = await all(ops.list({ filter: "atExactScope()" }));
      const builtIn = await all(ops.list({ filter: "policyType eq 'BuiltIn'" }));
      // Then
      assert.ok(names(custom).includes(ring));
      assert.deepEqual(names(exact), names(custom));
      assert.deepEqual(builtIn, []);
    });

    it("refuses a filter that it does not know", async () => {
      // The pagers of 7.0.1 tell the code, and put another message in place of ours.
      const message = version === "7.0.1" ? undefined : /\$filter.*policyType eq/;
      refused(await refusal(() => ops.list({ filter: "name eq 'x'" }).next()), 400, "InvalidQueryParameter", { message });
    });

    it("has no built-in ones", async () => {
      // When
      const listed = await all(ops.listBuiltIn());
      const answer = await refusal(() => ops.getBuiltIn("any"));
      // Then
      assert.deepEqual(listed, []);
      refused(answer, 404, "PolicyDefinitionNotFound", { message: /any/ });
    });

    it("tells all that is wrong, each with its path and code, as an error of the SDK", async () => {
      // Given
      const wrong = definition({
        parameters: {
          a: { type: "Text" },
          b: { type: "Integer", defaultValue: "1" },
          c: { type: "String", allowedValues: ["x", 1] },
          d: { type: "String", allowedValues: ["x"], defaultValue: "X" },
          e: {},
        },
        policyRule: { if: { allOf: [{ field: "type", equal: "x" }] }, then: { effect: "append" } },
      });
      // When
      const answer = await refusal(() => ops.createOrUpdate(named("wrong"), wrong));
      // Then
      const expected = {
        "properties.parameters.a.type": "InvalidValue",
        "properties.parameters.b.defaultValue": "WrongType",
        "properties.parameters.c.allowedValues[1]": "WrongType",
        "properties.parameters.d.defaultValue": "InvalidValue",
        "properties.parameters.e.type": "MissingProperty",
        "properties.policyRule.if.allOf[0].equal": "InvalidValue",
        "properties.policyRule.then.effect": "InvalidValue",
      };
      refused(answer, 400, "ValidationFailed", { targets: Object.keys(expected), message: /violations/ });
      const codes = Object.fromEntries(answer.json.error.details.map(({ target, code }) => [target, code]));
      for (const [target, code] of Object.entries(expected)) assert.equal(codes[target], code, target);
      assert.equal(answer.error.details.error.details.length, answer.json.error.details.length, "error.details of the SDK has them");
      refused(await refusal(() => ops.get(named("wrong"))), 404, "PolicyDefinitionNotFound");
    });

    it("refuses parameters that change so that assignments would break", async () => {
      // Given
      const { interval: _, ...without } = definition().parameters;
      const retyped = { ...definition().parameters, ring: { type: "Integer" } };
      const added = { ...definition().parameters, more: { type: "String" } };
      // When, then
      for (const [parameters, message] of [[without, /'interval' is missing/], [retyped, /'ring' is of type Integer/], [added, /'more' is new/]]) {
        refused(await refusal(() => ops.createOrUpdate(ring, definition({ parameters }))), 400, "InvalidPolicyParameterUpdate", { message });
      }
    });

    it("deletes once, and then there is nothing to delete", async () => {
      // When
      const { first } = await observe((o) => ops.delete(named("page0"), o));
      const again = await observe((o) => ops.delete(named("page0"), o));
      // Then
      answered(first, 200);
      answered(again.first, 204);
      refused(await refusal(() => ops.get(named("page0"))), 404, "PolicyDefinitionNotFound", { message: /page0/ });
    });
  });
}

describe("published policy definitions", () => {
  const files = published();

  it("are taken unmodified and given back as written", { skip: Object.keys(files).length === 0 && "they are not there" }, async () => {
    for (const [file, text] of Object.entries(files)) {
      // Given
      const { name, properties } = JSON.parse(text);
      // When
      const put = await http("PUT", definitionId(name), { body: text });
      const { first } = await observe((o) => policy.policyDefinitions.get(name, o));
      const again = await policy.policyDefinitions.createOrUpdate(name, await policy.policyDefinitions.get(name));
      // Then
      answered(put, 201);
      for (const kept of ["displayName", "mode", "description", "metadata", "version", "parameters", "policyRule"]) {
        assert.equal(JSON.stringify(first.json.properties[kept]), JSON.stringify(properties[kept]), `${kept} of ${file}`);
        if (kept !== "parameters") assert.deepEqual(again[kept], properties[kept], `${kept} of ${file} through the SDK`);
      }
    }
    assert.ok(names(await all(policy.policyDefinitions.list())).length >= Object.keys(files).length, subscription);
  });
});
