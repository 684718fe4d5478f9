// Microsoft.KubernetesConfiguration/sourceControlConfigurations (Flux v1) through the SDK.
import { before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { clusterPath, configurationPath, connected, group, http, managed } from "../support/target.mjs";
import { clusters, configurations, fast, observe, pages, refusal } from "../support/clients.mjs";
import { answered, date, like, nobodyOrEmpty, refused, sameId, silentAbout, strongETag, text } from "../support/expect.mjs";
import { registration, registrationBody } from "../support/keys.mjs";

const ops = configurations.sourceControlConfigurations;
const cluster = connected("v1");
const on = [group, cluster.rp, cluster.type, cluster.name];
const pathOf = (name) => configurationPath(cluster, "sourceControlConfigurations", name);
const knownHosts = Buffer.from("git.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKjxFvXqzIdzEWbFfCmSzDV0CvT1TqX1uBhGmNJJpXoQ\n").toString("base64");

const full = {
  repositoryUrl: "git@git.example.com:fleet/baseline.git",
  operatorNamespace: "team-a",
  operatorInstanceName: "flux-a",
  operatorType: "Flux",
  operatorScope: "namespace",
  operatorParams: "--git-user=fleet --git-email=fleet@example.com --git-branch=main",
  sshKnownHostsContents: knownHosts,
  enableHelmOperator: true,
  helmOperatorProperties: { chartVersion: "1.4.4", chartValues: "--set helm.versions=v3" },
};

const fresh = (name) => ({
  id: sameId(pathOf(name)),
  name,
  type: "Microsoft.KubernetesConfiguration/sourceControlConfigurations",
  systemData: { createdAt: date, lastModifiedAt: date },
  properties: {
    provisioningState: "Succeeded",
    repositoryPublicKey: nobodyOrEmpty,
    configurationProtectedSettings: nobodyOrEmpty,
    complianceStatus: { complianceState: "Pending", lastConfigApplied: date, message: text, messageLevel: "Information" },
    delivery: { state: "NotDelivered", reason: text, since: date },
  },
});

describe("sourceControlConfigurations", () => {
  before(async () => {
    await clusters.connectedClusterOperations.beginCreateAndWait(group, cluster.name, registration(), fast);
  });

  it("creates with every default visible on the wire, at once", async () => {
    // When
    const { first, result } = await observe((o) => ops.createOrUpdate(...on, "minimal", { repositoryUrl: "https://git.example.com/fleet/x.git", operatorType: "flux" }, o));
    // Then
    answered(first, 201, fresh("minimal"));
    like(first.json.properties, {
      operatorNamespace: "default", operatorScope: "cluster", operatorType: "Flux", operatorInstanceName: "minimal", enableHelmOperator: false,
      operatorParams: "--git-readonly", configurationProtectedSettings: (Object.assign((v) => v && Object.keys(v).length === 0, { meaning: "{}" })),
    }, `\n${first.text}`);
    strongETag(first);
    assert.equal(first.headers.get("azure-asyncoperation") ?? null, null, "v1 is synchronous");
    assert.ok(Number.isFinite(result.complianceStatus.lastConfigApplied.getTime()), "the SDK must be able to read lastConfigApplied");
  });

  it("keeps everything that was asked for", async () => {
    // When
    const { first } = await observe((o) => ops.createOrUpdate(...on, "full", full, o));
    const read = await ops.get(...on, "full");
    // Then
    answered(first, 201, { ...fresh("full"), properties: { ...fresh("full").properties, ...full } });
    like(read, { ...full, provisioningState: "Succeeded" });
  });

  it("trims the operator's parameters and makes them read-only when nobody is named to write", async () => {
    // When
    const { result } = await observe((o) => ops.createOrUpdate(...on, "params", { repositoryUrl: "https://git.example.com/fleet/x.git", operatorParams: " --git-branch=main " }, o));
    // Then
    assert.equal(result.operatorParams, "--git-readonly --git-branch=main");
  });

  it("changes nothing when what was read is put back", async () => {
    // Given
    const before = await observe((o) => ops.get(...on, "full", o));
    // When
    const { first } = await observe((o) => ops.createOrUpdate(...on, "full", before.result, o));
    // Then
    answered(first, 200, fresh("full"));
    assert.equal(strongETag(first), strongETag(before.first));
  });

  it("replaces what may change", async () => {
    // Given
    const before = await observe((o) => ops.get(...on, "full", o));
    // When
    const { first } = await observe((o) => ops.createOrUpdate(...on, "full", { ...full, repositoryUrl: "git@git.example.com:fleet/other.git" }, o));
    // Then
    answered(first, 200, { properties: { repositoryUrl: "git@git.example.com:fleet/other.git" } });
    assert.notEqual(strongETag(first), strongETag(before.first));
  });

  it("refuses create-only properties that change, by name", async () => {
    // When
    const answer = await refusal(() => ops.createOrUpdate(...on, "full", { ...full, operatorNamespace: "b", operatorInstanceName: "b", operatorScope: "cluster" }));
    // Then
    refused(answer, 400, "ValidationFailed", {
      targets: ["properties.operatorNamespace", "properties.operatorInstanceName", "properties.operatorScope"],
    });
  });

  it("tells every violation at once", async () => {
    // When
    const answer = await http("PUT", pathOf("wrong"), {
      body: { properties: { repositoryUrl: "https://me:pass@git.example.com/x", operatorScope: "galaxy", operatorType: "Argo", sshKnownHostsContents: "%%%", enableHelmOperator: "yes", mood: 1 } },
    });
    // Then
    refused(answer, 400, "ValidationFailed", {
      targets: [
        "properties.repositoryUrl", "properties.operatorScope", "properties.operatorType",
        "properties.sshKnownHostsContents", "properties.enableHelmOperator", "properties.mood",
      ],
    });
    silentAbout(answer, "me:pass");
  });

  it("takes secrets, and gives none of them away", async () => {
    // Given
    const secret = Buffer.from("token-that-must-not-leak").toString("base64");
    // When
    const { first: created } = await observe((o) => ops.createOrUpdate(...on, "secret", {
      repositoryUrl: "https://git.example.com/x", configurationProtectedSettings: { httpsUser: "dXNlcg==", httpsKey: secret },
    }, o));
    const { first: read } = await observe((o) => ops.get(...on, "secret", o));
    await ops.beginDeleteAndWait(...on, "secret", fast);
    // Then
    answered(created, 201, { properties: { configurationProtectedSettings: nobodyOrEmpty } });
    answered(read, 200, { properties: { configurationProtectedSettings: nobodyOrEmpty } });
    for (const one of [created, read]) silentAbout(one, secret);
  });

  it("works the same on managedClusters", async () => {
    // Given
    const aks = managed("v1-aks");
    const there = [group, aks.rp, aks.type, aks.name];
    answered(await http("PUT", clusterPath(aks), { body: registrationBody() }), 201);
    // When
    const created = await observe((o) => ops.createOrUpdate(...there, "on-aks", full, o));
    const changed = await observe((o) => ops.createOrUpdate(...there, "on-aks", { ...full, operatorParams: "--git-readonly --git-branch=next" }, o));
    const read = await ops.get(...there, "on-aks");
    const listed = await pages(configurations, 10, () => ops.list(...there));
    await ops.beginDeleteAndWait(...there, "on-aks", fast);
    const gone = await refusal(() => ops.get(...there, "on-aks"));
    // Then
    answered(created.first, 201, { ...fresh("on-aks"), id: sameId(configurationPath(aks, "sourceControlConfigurations", "on-aks")) });
    answered(changed.first, 200);
    assert.notEqual(strongETag(changed.first), strongETag(created.first));
    like(read, { ...full, operatorParams: "--git-readonly --git-branch=next" });
    assert.deepEqual(listed.pages.flat().map((c) => c.name), ["on-aks"]);
    refused(gone, 404, "ResourceNotFound", { message: /on-aks/ });
  });

  it("lists over several pages", async () => {
    // When
    const { pages: found } = await pages(configurations, 2, () => ops.list(...on));
    // Then
    assert.deepEqual(found.flat().map((c) => c.name).sort(), ["full", "minimal", "params"]);
    assert.deepEqual(found.map((page) => page.length), [2, 1]);
  });

  it("deletes at once: 200, then it is not found, then 204", async () => {
    // When
    const { first, result: poller } = await observe((o) => ops.beginDelete(...on, "minimal", { ...o, ...fast }));
    const after = await refusal(() => ops.get(...on, "minimal"));
    const again = await observe((o) => ops.beginDeleteAndWait(...on, "minimal", { ...o, ...fast }));
    // Then
    answered(first, 200);
    assert.ok(poller.isDone());
    refused(after, 404, "ResourceNotFound", { message: /minimal/ });
    answered(again.first, 204);
  });
});
