// Azure's clients pointed at Fairlead, and a record of which of their operations were called.
import { ConnectedKubernetesClient } from "@azure/arm-hybridkubernetes";
import { SourceControlConfigurationClient } from "@azure/arm-kubernetesconfiguration";
import { MonitorClient } from "@azure/arm-monitor";
import { PolicyClient } from "@azure/arm-policy";
import { PolicyInsightsClient } from "@azure/arm-policyinsights";
import { PolicyClient as PolicyClient5 } from "arm-policy-5";
import { parse, subscription, token, url } from "./target.mjs";

const called = new Set();

// The SDKs' own policy refuses to send a bearer token over plain HTTP.
function signIn(client) {
  client.pipeline.removePolicy({ name: "bearerTokenAuthenticationPolicy" });
  client.pipeline.addPolicy({
    name: "fairleadTokenPolicy",
    sendRequest(request, next) {
      request.headers.set("Authorization", `Bearer ${token}`);
      return next(request);
    },
  });
}

const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };

// No retries: a 500 must be seen as one, at once.
const options = { endpoint: url, $host: url, allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };

// Newer SDKs have plain objects of functions where older ones have objects of classes called …Impl.
function isPlain(value) {
  return value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype
    && Object.values(value).length > 0 && Object.values(value).every((member) => typeof member === "function");
}

function groupsOf(client) {
  return Object.entries(client)
    .filter(([name, value]) => !name.startsWith("_") && (value?.constructor?.name?.endsWith("Impl") || isPlain(value)));
}

function operationsOf(group) {
  return (isPlain(group) ? Object.keys(group) : Object.getOwnPropertyNames(Object.getPrototypeOf(group)))
    .filter((name) => name !== "constructor" && !name.startsWith("_") && !name.includes("Paging"));
}

function recorded(prefix, client) {
  for (const [name, group] of groupsOf(client)) {
    client[name] = new Proxy(group, {
      get(target, property) {
        const value = target[property];
        if (typeof value !== "function") return value;
        return (...args) => {
          called.add(`${prefix}.${name}.${String(property)}`);
          return value.apply(target, args);
        };
      },
    });
  }
  return client;
}

/** Fresh clients of a subscription; their calls are not recorded. */
export function clientsOf(subscriptionId) {
  const clusters = new ConnectedKubernetesClient(credential, subscriptionId, options);
  const configurations = new SourceControlConfigurationClient(credential, subscriptionId, options);
  const policy = new PolicyClient(credential, subscriptionId, options);
  const policy5 = new PolicyClient5(credential, subscriptionId, options);
  const insights = new PolicyInsightsClient(credential, subscriptionId, options);
  const all = { clusters, configurations, policy, policy5, insights };
  Object.values(all).forEach(signIn);
  return all;
}

/** A client of Azure Monitor, most of which is not offered; its calls are not recorded. */
export function monitorOf(subscriptionId) {
  const client = new MonitorClient(credential, subscriptionId, options);
  signIn(client);
  return client;
}

const own = clientsOf(subscription);

const prefixes = {
  clusters: "hybridkubernetes", configurations: "kubernetesconfiguration", policy: "policy", policy5: "policy5", insights: "policyinsights",
};

const all = Object.entries(prefixes).flatMap(([key, prefix]) =>
  groupsOf(own[key]).flatMap(([name, group]) => operationsOf(group).map((op) => `${prefix}.${name}.${op}`)));

export const { clusters, configurations, policy, policy5, insights } = Object.fromEntries(
  Object.entries(prefixes).map(([key, prefix]) => [key, recorded(prefix, own[key])]));

/** The clients of Azure Policy, by their version; 5.1.0 is the last that has exemptions and calls by id. */
export const policies = { "7.0.1": policy, "5.1.0": policy5 };

export const operations = { all, notCalled: () => all.filter((operation) => !called.has(operation)) };

/**
 * Runs one SDK call with `onResponse` set, so that what went over the wire can be judged and not only what the SDK made of it (it fills in
 * defaults and drops what it does not know). `exchanges` grows with every answer, those of a poller included.
 */
export async function observe(call) {
  const exchanges = [];
  const onResponse = (raw) => exchanges.push({
    status: raw.status,
    headers: raw.headers,
    text: raw.bodyAsText ?? "",
    json: parse(raw.bodyAsText ?? ""),
    request: `${raw.request.method} ${raw.request.url}`,
    clientRequestId: raw.request.headers.get("x-ms-client-request-id"),
  });
  const result = await call({ onResponse });
  return { result, exchanges, first: exchanges[0] };
}

/** Runs an SDK call that must fail and gives its RestError, with the body as it came, or what the SDK kept of it. */
export async function refusal(call) {
  let result;
  try {
    result = await call();
  } catch (error) {
    if (error?.name !== "RestError") throw error;
    // Newer SDKs keep no text of the body; their pagers nothing but code and message.
    const text = error.response?.bodyAsText ?? JSON.stringify(error.details ?? { error: { code: error.code, message: error.message } });
    return {
      error,
      status: error.statusCode,
      headers: error.response?.headers,
      text,
      json: parse(text),
      request: `${error.request?.method} ${error.request?.url}`,
    };
  }
  throw new Error(`the call was expected to be refused but succeeded with ${JSON.stringify(result)}`);
}

/** Fast polls: nothing in these tests waits for anything slow. */
export const fast = { updateIntervalInMs: 25 };

export function withHeaders(customHeaders) {
  return { requestOptions: { customHeaders } };
}

/** Lists all pages of an SDK pager, each asked for with at most `top` entries; gives the pages and the URLs they came from. */
export async function pages(client, top, pager) {
  const urls = [];
  const policy = {
    name: "judgePageSizePolicy",
    sendRequest(request, next) {
      // The SDKs have no $top: put it on the first request. The links that follow must keep it by themselves.
      if (urls.length === 0) request.url += `${request.url.includes("?") ? "&" : "?"}$top=${top}`;
      urls.push(request.url);
      return next(request);
    },
  };
  client.pipeline.addPolicy(policy);
  try {
    const found = [];
    for await (const page of pager().byPage()) found.push(page);
    return { pages: found, urls };
  } finally {
    client.pipeline.removePolicy({ name: policy.name });
  }
}
