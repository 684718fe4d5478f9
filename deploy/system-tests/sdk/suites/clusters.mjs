// Microsoft.Kubernetes/connectedClusters through the SDK, and managedClusters, which no SDK of these writes, through plain HTTP.
import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { clusterPath, connected, group, http, managed, subscription, versions } from "../support/target.mjs";
import { clusters, fast, observe, pages, refusal, withHeaders } from "../support/clients.mjs";
import { answered, date, header, is, like, nothing, refused, sameId, strongETag, text } from "../support/expect.mjs";
import { ed25519, registration, registrationBody, rsa } from "../support/keys.mjs";

const ops = clusters.connectedClusterOperations;

const registered = (name, over = {}) => ({
  id: sameId(clusterPath(connected(name))),
  name,
  type: is("Microsoft.Kubernetes/connectedClusters", (v) => v?.toLowerCase() === "microsoft.kubernetes/connectedclusters"),
  location: "westeurope",
  identity: { type: "SystemAssigned" },
  tags: { site: "test" },
  systemData: { createdAt: date, lastModifiedAt: date },
  ...over,
  properties: {
    agentPublicKeyCertificate: rsa,
    provisioningState: "Succeeded",
    connectivityStatus: "Connecting",
    lastConnectivityTime: nothing,
    ...over.properties,
  },
});

describe("connectedClusters", () => {
  it("registers a cluster with an RSA key and the poller is done with the first answer", async () => {
    // When
    const { result: poller, exchanges, first } = await observe((o) => ops.beginCreate(group, "rsa", registration(), { ...o, ...fast }));
    // Then
    answered(first, 201, registered("rsa"));
    strongETag(first);
    header(first, "x-ms-client-request-id", new RegExp(`^${first.clientRequestId}$`));
    assert.ok(poller.isDone(), `the poller must be done: ${first.text}`);
    assert.equal(exchanges.length, 1, "a finished PUT needs no poll");
    like(poller.getResult(), { name: "rsa", provisioningState: "Succeeded", connectivityStatus: "Connecting", agentPublicKeyCertificate: rsa });
  });

  it("registers a cluster with an Ed25519 key", async () => {
    // Given
    const key = ed25519();
    // When
    const cluster = await ops.beginCreateAndWait(group, "ed", registration({ agentPublicKeyCertificate: key }), fast);
    // Then
    like(cluster, { name: "ed", location: "westeurope", provisioningState: "Succeeded", agentPublicKeyCertificate: key });
    assert.ok(Number.isFinite(cluster.systemData?.createdAt?.getTime()), "systemData.createdAt must be a date the SDK can read");
  });

  it("answers 200 with the same ETag when the same registration is put again", async () => {
    // Given
    const before = await observe((o) => ops.get(group, "rsa", o));
    // When
    const again = await observe((o) => ops.beginCreate(group, "rsa", registration(), { ...o, ...fast }));
    // Then
    answered(again.first, 200, registered("rsa"));
    assert.equal(strongETag(again.first), strongETag(before.first), "nothing changed, so the ETag must not");
  });

  it("gets a cluster by any case of its name and shows it as first written", async () => {
    // When
    const { first } = await observe((o) => ops.get(group.toUpperCase(), "RSA", o));
    // Then
    answered(first, 200, registered("rsa"));
  });

  it("ignores read-only properties that a client sends back", async () => {
    // Given
    const read = await http("GET", clusterPath(connected("rsa")));
    // When
    const put = await http("PUT", clusterPath(connected("rsa")), { body: read.json });
    // Then
    answered(put, 200, registered("rsa"));
    assert.equal(strongETag(put), strongETag(read));
  });

  it("updates tags", async () => {
    // Given
    const before = await observe((o) => ops.get(group, "rsa", o));
    // When
    const after = await observe((o) => ops.update(group, "rsa", { tags: { site: "test", ring: "canary" } }, o));
    // Then
    answered(after.first, 200, registered("rsa", { tags: { site: "test", ring: "canary" } }));
    assert.notEqual(strongETag(after.first), strongETag(before.first), "tags are part of what If-Match protects");
  });

  it("refuses a registration with every violation at once", async () => {
    // When
    const answer = await http("PUT", clusterPath(connected("wrong")), {
      body: { tags: { a: 1 }, colour: "blue", properties: { agentPublicKeyCertificate: "bm90IGEga2V5", mood: "good" } },
    });
    // Then
    refused(answer, 400, "ValidationFailed", {
      targets: ["location", "tags.a", "colour", "properties.agentPublicKeyCertificate", "properties.mood"],
    });
  });

  it("refuses to change a cluster's location, by name", async () => {
    // When
    const answer = await refusal(() => ops.beginCreateAndWait(group, "ed", registration({ location: "northeurope" }), fast));
    // Then
    refused(answer, 400, "ValidationFailed", { targets: ["location"] });
  });

  it("honours If-Match and If-None-Match, with the current ETag in the 412", async () => {
    // Given
    const current = strongETag((await observe((o) => ops.get(group, "rsa", o))).first);
    // When
    const stale = await refusal(() => ops.update(group, "rsa", { tags: {} }, withHeaders({ "If-Match": '"00000000-0000-0000-0000-000000000000-1"' })));
    const exists = await refusal(() => ops.beginCreate(group, "rsa", registration(), withHeaders({ "If-None-Match": "*" })));
    const matching = await observe((o) => ops.update(group, "rsa", { tags: { site: "test" } }, { ...o, ...withHeaders({ "If-Match": current }) }));
    // Then
    for (const answer of [stale, exists]) {
      refused(answer, 412, "PreconditionFailed");
      assert.equal(answer.headers.get("etag"), current);
    }
    answered(matching.first, 200, registered("rsa"));
  });

  it("answers ResourceNotFound for a cluster that is not registered", async () => {
    // When
    const answer = await refusal(() => ops.get(group, "nobody"));
    // Then
    refused(answer, 404, "ResourceNotFound", { message: /nobody/ });
  });

  it("lists by resource group and by subscription over several pages", async () => {
    // Given
    const other = `${group}-b`;
    for (const name of ["p1", "p2", "p3"]) await ops.beginCreateAndWait(group, name, registration(), fast);
    for (const name of ["q1", "q2"]) await ops.beginCreateAndWait(other, name, registration(), fast);
    // When
    const byGroup = await pages(clusters, 2, () => ops.listByResourceGroup(group));
    const bySubscription = await pages(clusters, 2, () => ops.listBySubscription());
    const unpaged = [];
    for await (const cluster of ops.listBySubscription()) unpaged.push(cluster.name);
    // Then
    const inGroup = ["ed", "p1", "p2", "p3", "rsa"];
    assert.deepEqual(byGroup.pages.flat().map((c) => c.name).sort(), inGroup);
    assert.deepEqual(byGroup.pages.map((p) => p.length), [2, 2, 1], "pages must be as long as $top asks");
    assert.deepEqual(bySubscription.pages.flat().map((c) => c.name).sort(), [...inGroup, "q1", "q2"].sort());
    assert.deepEqual(bySubscription.pages.map((p) => p.length), [2, 2, 2, 1]);
    assert.deepEqual(unpaged.sort(), [...inGroup, "q1", "q2"].sort());
    for (const next of [...byGroup.urls.slice(1), ...bySubscription.urls.slice(1)]) {
      const query = new URL(next).searchParams;
      assert.equal(query.get("$top"), "2", `nextLink must keep $top: ${next}`);
      assert.ok(query.get("$skipToken"), `nextLink must carry $skipToken: ${next}`);
      assert.deepEqual(query.getAll("api-version"), [versions.clusters], `nextLink must carry api-version once: ${next}`);
    }
  });

  it("deletes a cluster: 200, then it is not found, then 204", async () => {
    // When
    const { first } = await observe((o) => ops.beginDeleteAndWait(group, "p1", { ...o, ...fast }));
    const after = await refusal(() => ops.get(group, "p1"));
    const again = await observe((o) => ops.beginDelete(group, "p1", { ...o, ...fast }));
    // Then
    answered(first, [200, 202]);
    refused(after, 404, "ResourceNotFound");
    answered(again.first, 204);
    assert.ok(again.result.isDone());
  });

  it("gives a cluster that is registered anew a new incarnation", async () => {
    // Given
    const old = strongETag((await observe((o) => ops.get(group, "p2", o))).first);
    await ops.beginDeleteAndWait(group, "p2", fast);
    // When
    const { first } = await observe((o) => ops.beginCreate(group, "p2", registration(), { ...o, ...fast }));
    // Then
    answered(first, 201);
    assert.notEqual(strongETag(first).slice(0, 37), old.slice(0, 37), "the uid in the ETag must be another one");
  });
});

describe("managedClusters", () => {
  it("are registered with the body of a connected cluster", async () => {
    // When
    const created = await http("PUT", clusterPath(managed("aks")), { body: registrationBody() });
    const read = await http("GET", clusterPath(managed("aks")));
    const listed = await http("GET", `/subscriptions/${subscription}/providers/Microsoft.ContainerService/managedClusters`);
    // Then
    answered(created, 201, { name: "aks", location: "westeurope", properties: { provisioningState: "Succeeded" } });
    answered(read, 200, { id: sameId(clusterPath(managed("aks"))), type: "Microsoft.ContainerService/managedClusters", systemData: { createdAt: date } });
    answered(listed, 200, { value: [{ name: "aks" }] });
    assert.equal(strongETag(read), strongETag(created));
  });
});

describe("subscriptions and resource groups", () => {
  it("came into being with their first cluster", async () => {
    // When
    const subscriptions = await http("GET", "/subscriptions");
    const one = await http("GET", `/subscriptions/${subscription}`);
    const groups = await http("GET", `/subscriptions/${subscription}/resourcegroups`);
    const own = await http("GET", `/subscriptions/${subscription}/resourcegroups/${group}`);
    // Then
    answered(subscriptions, 200);
    assert.ok(subscriptions.json.value.some((s) => s.subscriptionId === subscription), subscriptions.text.slice(0, 2000));
    answered(one, 200, { id: `/subscriptions/${subscription}`, subscriptionId: subscription, displayName: text, state: "Enabled" });
    assert.deepEqual(groups.json?.value?.map((g) => g.name).sort(), [group, `${group}-b`].sort(), groups.text);
    answered(own, 200, { id: sameId(`/subscriptions/${subscription}/resourceGroups/${group}`), name: group, properties: { provisioningState: "Succeeded" } });
  });

  it("can be created before", async () => {
    // When
    const created = await http("PUT", `/subscriptions/${subscription}/resourcegroups/made-first`, { body: { location: "westeurope", tags: { a: "b" } } });
    const again = await http("PUT", `/subscriptions/${subscription}/resourcegroups/made-first`, { body: { location: "westeurope", tags: { a: "b" } } });
    // Then
    answered(created, 201, { name: "made-first", location: "westeurope", tags: { a: "b" } });
    answered(again, 200, { name: "made-first" });
  });
});
