// What holds for every request: sign-in, api-version, headers, and bodies that are not what they should be.
import { before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { clusterPath, configurationPath, connected, group, http, subscription } from "../support/target.mjs";
import { clusters, fast } from "../support/clients.mjs";
import { answered, header, refused } from "../support/expect.mjs";
import { registration } from "../support/keys.mjs";

const list = `/subscriptions/${subscription}/providers/Microsoft.Kubernetes/connectedClusters`;
const target = configurationPath(connected("dialect"), "fluxConfigurations", "x");

describe("every request", () => {
  before(async () => {
    await clusters.connectedClusterOperations.beginCreateAndWait(group, "dialect", registration(), fast);
  });

  it("needs a token", async () => {
    // When
    const none = await http("GET", list, { auth: null });
    const wrong = await http("GET", list, { auth: "Bearer not-the-token" });
    // Then
    refused(none, 401, "AuthenticationFailed");
    refused(wrong, 401, "InvalidAuthenticationToken");
    for (const answer of [none, wrong]) header(answer, "www-authenticate", /^Bearer/i);
  });

  it("needs an api-version that was published, and is told which are", async () => {
    // When
    const missing = await http("GET", list, { version: null });
    const unknown = await http("GET", list, { version: "1999-01-01" });
    const resources = await http("GET", "/subscriptions", { version: "1999-01-01" });
    // Then
    refused(missing, 400, "MissingApiVersionParameter");
    refused(unknown, 400, "NoRegisteredProviderFound", { message: /2021-10-01/ });
    refused(resources, 400, "InvalidApiVersionParameter", { message: /2021-04-01/ });
  });

  for (const version of ["2020-01-01-preview", "2021-03-01", "2021-10-01", "2024-01-01", "2024-07-15-preview", "2026-05-01"]) {
    it(`accepts Microsoft.Kubernetes ${version}`, async () => {
      answered(await http("GET", list, { version }), 200);
    });
  }

  for (const version of ["2021-11-01-preview", "2022-03-01", "2022-11-01", "2023-05-01", "2024-11-01", "2025-04-01", "2026-07-01-preview"]) {
    it(`accepts Microsoft.KubernetesConfiguration/fluxConfigurations ${version}`, async () => {
      answered(await http("GET", target.slice(0, target.lastIndexOf("/")), { version }), 200);
    });
  }

  it("has its client request id echoed", async () => {
    // When
    const answer = await http("GET", list, { headers: { "x-ms-client-request-id": "my-id-1", "x-ms-return-client-request-id": "true" } });
    // Then
    answered(answer, 200);
    header(answer, "x-ms-client-request-id", /^my-id-1$/);
  });

  const bodies = {
    "malformed JSON": { body: '{"properties": ', status: 400, code: "InvalidRequestContent" },
    "something that is no object": { body: "[1]", status: 400, code: "InvalidRequestContent" },
    "no body": { body: "", status: 400, code: "InvalidRequestContent" },
    "wrong UTF-8": { body: Uint8Array.from([...Buffer.from('{"properties":{"namespace":"'), 0xc3, 0x28, ...Buffer.from('"}}')]), status: 400, code: "InvalidRequestContent" },
    "deeply nested JSON": { body: `{"properties":${'{"a":'.repeat(5000)}1${"}".repeat(5000)}}`, status: 400, code: "InvalidRequestContent" },
    "more than 1 MiB": { body: JSON.stringify({ properties: { namespace: "x".repeat(1024 * 1024 + 1) } }), status: 413, code: "RequestEntityTooLarge" },
    "another content type": { body: "<xml/>", headers: { "content-type": "text/xml" }, status: 415, code: "UnsupportedMediaType" },
  };
  for (const [name, { status, code, ...request }] of Object.entries(bodies)) {
    it(`is refused in ARM's shape with ${name}`, async () => {
      refused(await http("PUT", target, request), status, code);
    });
  }

  it("is refused in ARM's shape with names that are too long or not names", async () => {
    // Given
    const body = { properties: { gitRepository: { url: "https://git.example.com/x", repositoryRef: { branch: "main" } } } };
    // When
    const long = await http("PUT", configurationPath(connected("dialect"), "fluxConfigurations", "x".repeat(300)), { body });
    const cluster = await http("PUT", clusterPath(connected("y".repeat(300))), { body: { location: "westeurope", properties: {} } });
    const odd = await http("PUT", configurationPath(connected("dialect"), "fluxConfigurations", "a%20b%3F"), { body });
    // Then
    for (const answer of [long, cluster, odd]) {
      assert.ok(answer.status >= 400 && answer.status < 500, `${answer.request.slice(0, 200)} ${answer.status} ${answer.text}`);
      refused(answer, answer.status, answer.json?.error?.code);
    }
  });

  it("serves its OpenAPI document", async () => {
    // When
    const tried = [];
    for (const path of ["/openapi", "/q/openapi"]) {
      tried.push(await http("GET", path, { version: null, query: { format: "json" }, headers: { accept: "application/json" } }));
    }
    // Then
    const answer = tried.find((one) => one.status === 200);
    assert.ok(answer, `the document must be at one of: ${tried.map((one) => `${one.request} ${one.status}`).join(", ")}`);
    const paths = Object.keys(answer.json?.paths ?? {}).join("\n").toLowerCase();
    for (const part of ["connectedclusters", "fluxconfigurations", "sourcecontrolconfigurations"]) assert.ok(paths.includes(part), `${part} must be in the paths:\n${paths}`);
  });
});
