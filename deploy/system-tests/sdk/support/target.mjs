// The system under judgement: where it is, how to sign in, and plain HTTP to it for what the SDKs cannot send or hide.
import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";

function required(name, meaning) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set: it must hold ${meaning}`);
    process.exit(2);
  }
  return value;
}

export const url = required("FAIRLEAD_API_URL", "the API's address, for example http://127.0.0.1:8080").replace(/\/+$/, "");
const tokenFile = required("FAIRLEAD_TOKEN_FILE", "the path of the file with the bearer token");

function readToken() {
  try {
    return readFileSync(tokenFile, "utf8").trim();
  } catch (error) {
    console.error(`FAIRLEAD_TOKEN_FILE=${tokenFile} cannot be read: ${error.message}`);
    process.exit(2);
  }
}

export const token = readToken();

/** A subscription of this run alone, so that runs never see each other. */
export const subscription = randomUUID();
export const group = `judge-${subscription.slice(0, 8)}`;

export const versions = {
  clusters: "2021-10-01",
  configurations: "2023-05-01",
  managed: "2024-05-01",
  policies: "2025-03-01",
  exemptions: "2022-07-01-preview",
  resources: "2021-04-01",
};

export const connected = (name) => ({ rp: "Microsoft.Kubernetes", type: "connectedClusters", name });
export const managed = (name) => ({ rp: "Microsoft.ContainerService", type: "managedClusters", name });

export function clusterPath(cluster, inGroup = group) {
  return `/subscriptions/${subscription}/resourceGroups/${inGroup}/providers/${cluster.rp}/${cluster.type}/${cluster.name}`;
}

export function configurationPath(cluster, kind, name) {
  return `${clusterPath(cluster)}/providers/Microsoft.KubernetesConfiguration/${kind}/${name}`;
}

function defaultVersion(path) {
  if (/policyExemptions/i.test(path)) return versions.exemptions;
  if (path.includes("Microsoft.Authorization")) return versions.policies;
  if (path.includes("Microsoft.KubernetesConfiguration")) return versions.configurations;
  if (path.includes("Microsoft.ContainerService")) return versions.managed;
  if (path.includes("Microsoft.Kubernetes")) return versions.clusters;
  return versions.resources;
}

/**
 * One plain request. `body` is sent as JSON unless it is a string or bytes; `version: null` leaves the api-version out.
 * The answer is `{status, headers, text, json, request}`; `json` is undefined when the body is not JSON.
 */
export async function http(method, path, { body, headers = {}, query = {}, version = defaultVersion(path), auth = `Bearer ${token}` } = {}) {
  const target = new URL(path, url);
  if (version !== null) target.searchParams.set("api-version", version);
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
  const raw = body === undefined || typeof body === "string" || body instanceof Uint8Array;
  const response = await fetch(target, {
    method,
    redirect: "manual",
    headers: {
      ...(auth === null ? {} : { authorization: auth }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: raw ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text), request: `${method} ${target}` };
}

export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
