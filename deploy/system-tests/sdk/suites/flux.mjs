// Microsoft.KubernetesConfiguration/fluxConfigurations through the SDK: create, update, list, delete, and their operations.
import { before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { clusterPath, connected, group, http, subscription, url, versions } from "../support/target.mjs";
import { clusters, configurations, fast, observe, pages, refusal } from "../support/clients.mjs";
import { answered, header, like, nobodyOrEmpty, nothing, refused, sameId, strongETag, text } from "../support/expect.mjs";
import { registration } from "../support/keys.mjs";
import { aks, cluster, fresh, full, git, lists, on, onLists, operationOf, ops, pathOf, registerClusters } from "../support/flux.mjs";

describe("fluxConfigurations", () => {
  before(registerClusters);

  describe("create", () => {
    it("fills in every default, visibly on the wire", async () => {
      // When
      const { first, result } = await observe(async (o) => (await ops.beginCreateOrUpdate(...on, "minimal", git({ sourceKind: undefined }), { ...o, ...fast })).pollUntilDone());
      // Then
      answered(first, 201, fresh("minimal"));
      like(first.json.properties, {
        scope: "cluster",
        namespace: "default",
        sourceKind: "GitRepository",
        suspend: false,
        gitRepository: { timeoutInSeconds: 600, syncIntervalInSeconds: 600, repositoryRef: { branch: "main" } },
        kustomizations: {
          apps: {
            name: "apps", path: "./apps", timeoutInSeconds: 600, syncIntervalInSeconds: 600, retryIntervalInSeconds: nothing,
            prune: false, force: false, wait: true, dependsOn: nobodyOrEmpty,
          },
        },
        bucket: nothing, azureBlob: nothing, ociRepository: nothing,
      }, `\n${first.text}`);
      strongETag(first);
      like(result, { name: "minimal", provisioningState: "Succeeded", complianceState: "Pending", namespace: "default" });
    });

    it("keeps everything that was asked for, and the operation of the PUT succeeds", async () => {
      // When
      const { first, exchanges, result: poller } = await observe((o) => ops.beginCreateOrUpdate(...on, "full", full, { ...o, ...fast }));
      const result = await poller.pollUntilDone();
      const operation = await configurations.fluxConfigOperationStatus.get(...on, "full", operationOf(first));
      // Then
      answered(first, 201, { ...fresh("full"), properties: { ...fresh("full").properties, ...full } });
      like(first.json.properties.kustomizations, { apps: { postBuild: { substituteFrom: [{ optional: false }] } } }, first.text);
      header(first, "x-ms-async-operation-timeout", /^PT48H$/);
      assert.ok(poller.isDone(), "an operation that is done must be told so at the first poll");
      assert.equal(exchanges.length, 3, `PUT, operation, resource: ${exchanges.map((e) => `${e.request} ${e.status}`)}`);
      like(operation, { status: "Succeeded", name: operationOf(first), id: text });
      like(result, { namespace: "team-a", scope: "namespace", suspend: true, gitRepository: full.gitRepository });
    });

    it("changes nothing when the same body is put again", async () => {
      // Given
      const before = await observe((o) => ops.get(...on, "full", o));
      // When
      const { first } = await observe((o) => ops.beginCreateOrUpdate(...on, "full", full, { ...o, ...fast }));
      // Then
      answered(first, 200, { name: "full" });
      assert.equal(strongETag(first), strongETag(before.first));
      assert.equal(first.json.properties.delivery.generation, before.first.json.properties.delivery.generation);
    });

    it("ignores read-only properties that come back from a GET", async () => {
      // Given
      const read = await http("GET", pathOf("full"));
      const forged = { ...read.json, properties: { ...read.json.properties, complianceState: "Compliant", statuses: [{ name: "x" }], provisioningState: "Failed", repositoryPublicKey: "mine" } };
      // When
      const put = await http("PUT", pathOf("full"), { body: forged });
      // Then
      answered(put, 200, fresh("full"));
      assert.equal(strongETag(put), strongETag(read));
    });

    it("gives an update a higher generation and another ETag of the same incarnation", async () => {
      // Given
      const before = await observe((o) => ops.get(...on, "full", o));
      // When
      const { first } = await observe((o) => ops.beginCreateOrUpdate(...on, "full", { ...full, suspend: false }, { ...o, ...fast }));
      // Then
      answered(first, 200, { properties: { suspend: false } });
      assert.ok(first.json.properties.delivery.generation > before.first.json.properties.delivery.generation, first.text);
      assert.equal(strongETag(first).slice(0, 37), strongETag(before.first).slice(0, 37));
      assert.notEqual(strongETag(first), strongETag(before.first));
    });

    it("waits for the cluster only when it is asked to", async () => {
      // When
      const { first, result: poller } = await observe((o) => ops.beginCreateOrUpdate(
        ...on, "waiting", git({ waitForReconciliation: true, reconciliationWaitDuration: "PT1H" }), { ...o, ...fast }));
      const operation = await configurations.fluxConfigOperationStatus.get(...on, "waiting", operationOf(first));
      const running = [];
      for await (const entry of configurations.operationStatus.list(...on)) running.push(entry);
      // Then
      answered(first, 201, { properties: { provisioningState: "Creating", waitForReconciliation: true } });
      assert.equal(poller.isDone(), false, "a cluster that never connected cannot have reconciled");
      like(operation, { status: "Running", name: operationOf(first) });
      assert.deepEqual(running.map((o) => o.name), [operationOf(first)], "the cluster's list holds what is in progress");
      await ops.beginDeleteAndWait(...on, "waiting", { ...fast, forceDelete: true });
    });

    it("works the same on managedClusters", async () => {
      // Given
      const there = [group, aks.rp, aks.type, aks.name];
      // When
      const { first } = await observe((o) => ops.beginCreateOrUpdate(...there, "on-aks", git(), { ...o, ...fast }));
      const listed = await pages(configurations, 10, () => ops.list(...there));
      await ops.beginDeleteAndWait(...there, "on-aks", fast);
      const gone = await refusal(() => ops.get(...there, "on-aks"));
      // Then
      answered(first, 201, fresh("on-aks", aks));
      assert.deepEqual(listed.pages.flat().map((c) => c.name), ["on-aks"]);
      refused(gone, 404, "ResourceNotFound", { message: /on-aks/ });
    });

    it("defaults insecure of a bucket to false", async () => {
      // When
      const { first } = await observe((o) => ops.beginCreateOrUpdate(...on, "bucket", {
        sourceKind: "Bucket", bucket: { url: "https://s3.example.com", bucketName: "fleet", accessKey: "key-name" }, kustomizations: { apps: {} },
      }, { ...o, ...fast }));
      // Then
      answered(first, 201, {
        properties: {
          sourceKind: "Bucket", bucket: { insecure: false, timeoutInSeconds: 600, syncIntervalInSeconds: 600, bucketName: "fleet" },
          kustomizations: { apps: { name: "apps", path: "" } }, gitRepository: nothing,
        },
      });
    });

    it("takes what the SDK's model does not know over plain HTTP: OCI sources, additionalConfigurations", async () => {
      // Given
      const ociRepository = { url: "oci://registry.example.com/fleet/baseline", repositoryRef: { tag: "v1" }, layerSelector: { mediaType: "application/vnd.example", operation: "copy" } };
      // When
      const created = await http("PUT", pathOf("oci"), {
        version: "2026-07-01-preview",
        body: { properties: { sourceKind: "OCIRepository", ociRepository: { ...ociRepository, additionalConfigurations: { anything: { goes: [1] } } }, kustomizations: { apps: {} } } },
      });
      // Then
      answered(created, 201, {
        properties: { ociRepository: { ...ociRepository, insecure: false, useWorkloadIdentity: false, timeoutInSeconds: 600, additionalConfigurations: { anything: { goes: [1] } } } },
      });
    });
  });

  describe("update", () => {
    it("merges a patch, and null removes an entry", async () => {
      // When
      const { first, result } = await observe(async (o) => (await ops.beginUpdate(...on, "full", {
        gitRepository: { repositoryRef: { commit: null } }, kustomizations: { apps: null, infra: { prune: false } },
      }, { ...o, ...fast })).pollUntilDone());
      // Then
      answered(first, 202, { name: "full" });
      operationOf(first);
      header(first, "x-ms-async-operation-timeout", /^PT48H$/);
      assert.deepEqual(Object.keys(result.kustomizations), ["infra"]);
      like(result, {
        kustomizations: { infra: { prune: false, path: "./infra", retryIntervalInSeconds: 60 } },
        gitRepository: { url: full.gitRepository.url, repositoryRef: { branch: "main", commit: nothing } },
        namespace: "team-a", provisioningState: "Succeeded",
      });
    });

    it("gives back the changed configuration when a patch was waited for", async () => {
      // Given
      const before = await observe((o) => ops.get(...on, "full", o));
      const interval = before.result.gitRepository.syncIntervalInSeconds + 60;
      // When
      const result = await ops.beginUpdateAndWait(...on, "full", { gitRepository: { syncIntervalInSeconds: interval } }, fast);
      const after = await observe((o) => ops.get(...on, "full", o));
      // Then
      like(result, { name: "full", provisioningState: "Succeeded", gitRepository: { url: full.gitRepository.url, syncIntervalInSeconds: interval } });
      like(after.result, { gitRepository: { syncIntervalInSeconds: interval } });
      assert.notEqual(strongETag(after.first), strongETag(before.first));
    });

    it("answers 200 with the same ETag when a patch changes nothing", async () => {
      // Given
      const before = await observe((o) => ops.get(...on, "full", o));
      // When
      const { first } = await observe((o) => ops.beginUpdateAndWait(...on, "full", { suspend: before.first.json.properties.suspend }, { ...o, ...fast }));
      // Then
      answered(first, 200, { name: "full" });
      assert.equal(strongETag(first), strongETag(before.first));
    });
  });

  describe("list", () => {
    const names = ["l1", "l2", "l3", "l4", "l5", "l6", "l7"];

    it("lists over several pages, each entry whole", async () => {
      // Given
      for (const name of names) await ops.beginCreateOrUpdateAndWait(...onLists, name, git(), fast);
      // When
      const { pages: found, urls } = await pages(configurations, 3, () => ops.list(...onLists));
      // Then
      assert.deepEqual(found.flat().map((c) => c.name).sort(), names);
      assert.deepEqual(found.map((page) => page.length), [3, 3, 1]);
      like(found.flat().find((c) => c.name === "l1"), { id: sameId(pathOf("l1", lists)), provisioningState: "Succeeded", gitRepository: { timeoutInSeconds: 600 } });
      for (const next of urls.slice(1)) assert.deepEqual(new URL(next).searchParams.getAll("api-version"), [versions.configurations], `this SDK adds no api-version to ${next}`);
    });

    it("keeps its place while entries before and behind it come and go", async () => {
      // Given
      const seen = [];
      const pager = ops.list(...onLists).byPage({ continuationToken: `${url}${clusterPath(lists)}/providers/Microsoft.KubernetesConfiguration/fluxConfigurations?api-version=${versions.configurations}&$top=2` });
      seen.push(...(await pager.next()).value.map((c) => c.name));
      await ops.beginDeleteAndWait(...onLists, seen[0], fast);
      await ops.beginCreateOrUpdateAndWait(...onLists, "a-new-one", git(), fast);
      // When
      for await (const page of pager) seen.push(...page.map((c) => c.name));
      // Then
      assert.equal(new Set(seen).size, seen.length, `no entry twice: ${seen}`);
      for (const name of names) assert.ok(seen.includes(name), `${name} must not be skipped: ${seen}`);
    });

    it("refuses a page size or a token that makes no sense", async () => {
      // Given
      const list = `${clusterPath(lists)}/providers/Microsoft.KubernetesConfiguration/fluxConfigurations`;
      // When
      const size = await http("GET", list, { query: { $top: "0" } });
      const token = await http("GET", list, { query: { $skipToken: "made-up" } });
      // Then
      refused(size, 400, "InvalidQueryParameter");
      refused(token, 400, "InvalidQueryParameter");
    });
  });

  describe("delete", () => {
    before(async () => {
      for (const name of ["d1", "d2", "d3"]) await ops.beginCreateOrUpdateAndWait(...on, name, git(), fast);
    });

    it("completes at once on a cluster that never connected, and its operation can still be read", async () => {
      // When
      const { first, result: poller } = await observe((o) => ops.beginDelete(...on, "d1", { ...o, ...fast }));
      const after = await refusal(() => ops.get(...on, "d1"));
      // Then
      answered(first, [200, 202]);
      assert.ok(poller.isDone(), `nobody has to confirm this delete: ${first.status} ${first.text}`);
      refused(after, 404, "ResourceNotFound", { message: /d1/ });
      const link = first.headers.get("azure-asyncoperation");
      if (link !== null && link !== undefined) {
        const operation = await http("GET", link.slice(url.length));
        answered(operation, 200, { status: "Succeeded" });
      }
    });

    it("takes forceDelete", async () => {
      // When
      const { first } = await observe((o) => ops.beginDeleteAndWait(...on, "d2", { ...o, ...fast, forceDelete: true }));
      const after = await refusal(() => ops.get(...on, "d2"));
      // Then
      answered(first, [200, 202]);
      refused(after, 404, "ResourceNotFound");
    });

    it("answers 204 when there is nothing to delete", async () => {
      // When
      const { first, result: poller } = await observe((o) => ops.beginDelete(...on, "d2", { ...o, ...fast }));
      // Then
      answered(first, 204);
      assert.ok(poller.isDone());
    });

    it("lets the name be used again, as another incarnation", async () => {
      // Given
      const old = strongETag((await observe((o) => ops.get(...on, "d3", o))).first);
      await ops.beginDeleteAndWait(...on, "d3", fast);
      // When
      const { first } = await observe((o) => ops.beginCreateOrUpdate(...on, "d3", git(), { ...o, ...fast }));
      // Then
      answered(first, 201, fresh("d3"));
      assert.notEqual(strongETag(first).slice(0, 37), old.slice(0, 37));
    });

    it("goes with its cluster", async () => {
      // Given
      const gone = connected("leaving");
      await clusters.connectedClusterOperations.beginCreateAndWait(group, gone.name, registration(), fast);
      await ops.beginCreateOrUpdateAndWait(group, gone.rp, gone.type, gone.name, "baseline", git(), fast);
      await clusters.connectedClusterOperations.beginDeleteAndWait(group, gone.name, fast);
      await clusters.connectedClusterOperations.beginCreateAndWait(group, gone.name, registration(), fast);
      // When
      const { pages: found } = await pages(configurations, 10, () => ops.list(group, gone.rp, gone.type, gone.name));
      // Then
      assert.deepEqual(found.flat(), [], `of subscription ${subscription}`);
    });
  });
});
