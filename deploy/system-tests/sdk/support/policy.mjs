// Bodies and ids that the suites of Azure Policy share.
import { readdirSync, readFileSync } from "node:fs";
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

export const names = (items) => items.map((item) => item.name).toSorted();
