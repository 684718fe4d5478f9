// Bodies and ids that the suites of Azure Policy share.
import { readdirSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { setTimeout as delay } from "node:timers/promises";
import { clusterPath, connected, group, subscription } from "./target.mjs";
import { clusters, fast } from "./clients.mjs";
import { registration } from "./keys.mjs";

const provider = "/providers/Microsoft.Authorization";

export const whole = `/subscriptions/${subscription}`;
export const definitionId = (name) => `${whole}${provider}/policyDefinitions/${name}`;
export const setId = (name) => `${whole}${provider}/policySetDefinitions/${name}`;
export const assignmentId = (scope, name) => `${scope}${provider}/policyAssignments/${name}`;
export const exemptionId = (scope, name) => `${scope}${provider}/policyExemptions/${name}`;

/** The cluster that policies are assigned at; it never connects. */
export const ship = connected("policies");
export const scopes = { subscription: whole, "resource group": `${whole}/resourceGroups/${group}`, cluster: clusterPath(ship) };

export async function registerShip() {
  await clusters.connectedClusterOperations.beginCreateAndWait(group, ship.name, registration(), fast);
}

/** A definition as the SDKs take it, with a parameter of each kind of trouble. */
export const definition = (over = {}) => ({
  displayName: "Ring",
  description: "Clusters are in a ring",
  mode: "Indexed",
  metadata: { category: "Fleet", version: "1.0.0", nested: { keep: [1, null, "x"] } },
  parameters: {
    effect: { type: "String", defaultValue: "audit", allowedValues: ["audit", "disabled"], metadata: { displayName: "Effect" } },
    ring: { type: "String" },
    interval: { type: "Integer", defaultValue: 600 },
    places: { type: "Array", defaultValue: [], allowedValues: ["north", "south"] },
  },
  policyRule: {
    if: { allOf: [{ field: "type", equals: "Microsoft.Kubernetes/connectedClusters" }, { field: "tags['ring']", notEquals: "[parameters('ring')]" }] },
    then: { effect: "[parameters('effect')]" },
  },
  ...over,
});

export const values = (given) => Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value }]));

const folder = new URL("../../../../../shared/fixtures/policy-definitions/", import.meta.url);

/** Published definitions, test data that is not part of the project: the files' texts by name, none where they are not there. */
export function published() {
  let files;
  try {
    files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
  return Object.fromEntries(files.map((file) => [file, readFileSync(new URL(file, folder), "utf8")]));
}

/** All that a pager gives. */
export async function all(pager) {
  const found = [];
  for await (const item of pager) found.push(item);
  return found;
}

/** Asks until the answer is as expected, and says what it last was when it never is. */
export async function eventually(ask, expected, { withinMs = 60_000, everyMs = 50 } = {}) {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await ask();
    if (isDeepStrictEqual(found, expected)) return;
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${JSON.stringify(expected)}; last: ${JSON.stringify(found)}`);
    await delay(everyMs);
  }
}

/** A definition whose policy puts one configuration of that name on clusters. */
export const deploying = (name) => ({
  mode: "Indexed",
  parameters: { path: { type: "String" } },
  policyRule: {
    if: { field: "type", equals: "Microsoft.Kubernetes/connectedClusters" },
    then: {
      effect: "deployIfNotExists",
      details: {
        type: "Microsoft.KubernetesConfiguration/fluxConfigurations",
        name,
        roleDefinitionIds: ["/providers/microsoft.authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"],
        deployment: {
          properties: {
            mode: "incremental",
            parameters: { cluster: { value: "[field('name')]" }, path: { value: "[parameters('path')]" } },
            template: {
              $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
              contentVersion: "1.0.0.0",
              parameters: { cluster: { type: "string" }, path: { type: "string" } },
              resources: [{
                type: "Microsoft.KubernetesConfiguration/fluxConfigurations", apiVersion: "2023-05-01", name,
                scope: "[concat('Microsoft.Kubernetes/connectedClusters/', parameters('cluster'))]",
                properties: {
                  sourceKind: "GitRepository",
                  gitRepository: { url: "https://git.example.com/fleet/baseline.git", repositoryRef: { branch: "main" } },
                  kustomizations: { apps: { path: "[parameters('path')]", prune: true } },
                },
              }],
            },
          },
        },
      },
    },
  },
});

export const names = (items) => items.map((item) => item.name).toSorted();
