// Bodies, paths and clusters that the suites of fluxConfigurations share.
import assert from "node:assert/strict";
import { clusterPath, configurationPath, connected, group, http, managed, url, versions } from "./target.mjs";
import { clusters, configurations, fast } from "./clients.mjs";
import { date, header, is, nobodyOrEmpty, nothing, number, sameId, text } from "./expect.mjs";
import { registration, registrationBody } from "./keys.mjs";

export const ops = configurations.fluxConfigurations;
export const cluster = connected("flux");
export const on = [group, cluster.rp, cluster.type, cluster.name];
/** A cluster of its own for lists, so that what they show is known. */
export const lists = connected("flux-lists");
export const onLists = [group, lists.rp, lists.type, lists.name];
export const pathOf = (name, of = cluster) => configurationPath(of, "fluxConfigurations", name);

export const git = (over = {}) => ({
  sourceKind: "GitRepository",
  gitRepository: { url: "https://git.example.com/fleet/baseline.git", repositoryRef: { branch: "main" } },
  kustomizations: { apps: { path: "./apps" } },
  ...over,
});

export const full = {
  scope: "namespace",
  namespace: "team-a",
  sourceKind: "GitRepository",
  suspend: true,
  gitRepository: {
    url: "ssh://git@git.example.com/fleet/baseline.git",
    repositoryRef: { branch: "main", commit: "0ba6f0d3a1b2c3d4e5f60718293a4b5c6d7e8f90" },
    timeoutInSeconds: 90,
    syncIntervalInSeconds: 120,
    localAuthRef: "git-access",
  },
  kustomizations: {
    infra: { path: "./infra", prune: true, wait: false, timeoutInSeconds: 300, syncIntervalInSeconds: 240, retryIntervalInSeconds: 60, force: true },
    apps: { path: "./apps", dependsOn: ["infra"], postBuild: { substitute: { ring: "canary" }, substituteFrom: [{ kind: "ConfigMap", name: "site" }] } },
  },
};

/** What every new configuration on a cluster that never connected shows besides what was asked for. */
export const fresh = (name, of = cluster) => ({
  id: sameId(pathOf(name, of)),
  name,
  type: is("Microsoft.KubernetesConfiguration/fluxConfigurations", (v) => v?.toLowerCase() === "microsoft.kubernetesconfiguration/fluxconfigurations"),
  systemData: { createdAt: date, lastModifiedAt: date },
  properties: {
    provisioningState: "Succeeded",
    complianceState: "Pending",
    statuses: nobodyOrEmpty,
    repositoryPublicKey: nobodyOrEmpty,
    sourceSyncedCommitId: nobodyOrEmpty,
    statusUpdatedAt: nothing,
    sourceUpdatedAt: nothing,
    errorMessage: nobodyOrEmpty,
    configurationProtectedSettings: nobodyOrEmpty,
    delivery: { state: "NotDelivered", reason: text, since: date, generation: number, connectivityStatus: "Connecting", lastConnectivityTime: nothing },
  },
});

const operationUrl = new RegExp(`^${url}/subscriptions/.*/fluxConfigurations/[^/]+/operations/[^/?]+\\?.*api-version=${versions.configurations}`, "i");

export function operationOf(answer) {
  const link = header(answer, "azure-asyncoperation", operationUrl);
  assert.equal(header(answer, "operation-location", operationUrl), link, "both headers must name the same operation");
  return new URL(link).pathname.split("/").at(-1);
}

export const aks = managed("aks-flux");

/** Registers the clusters that the suites of fluxConfigurations work on; none of them ever connects. */
export async function registerClusters() {
  for (const name of [cluster.name, lists.name]) await clusters.connectedClusterOperations.beginCreateAndWait(group, name, registration(), fast);
  const answer = await http("PUT", clusterPath(aks), { body: registrationBody() });
  assert.ok([200, 201].includes(answer.status), `registering a managed cluster: ${answer.status} ${answer.text}`);
}
