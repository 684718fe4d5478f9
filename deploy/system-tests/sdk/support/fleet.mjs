// The clusters that are connected to the system under judgement: the simulated fleet of `./fairlead up`, or a real one.
import { setTimeout as delay } from "node:timers/promises";
import { clientsOf } from "./clients.mjs";
import { http, subscription } from "./target.mjs";

async function found() {
  const answer = await http("GET", "/subscriptions");
  if (answer.status !== 200) throw new Error(`GET /subscriptions: ${answer.status} ${answer.text}`);
  const connected = [];
  for (const { subscriptionId } of answer.json.value) {
    if (subscriptionId === subscription) continue;
    const clients = clientsOf(subscriptionId);
    for await (const cluster of clients.clusters.connectedClusterOperations.listBySubscription()) {
      const [, , , , resourceGroup] = cluster.id.split("/");
      if (cluster.connectivityStatus === "Connected") {
        connected.push({ clients, name: cluster.name, on: [resourceGroup, "Microsoft.Kubernetes", "connectedClusters", cluster.name] });
      }
    }
  }
  return connected;
}

/** Connected clusters, at least `atLeast` of them if they appear in time, else those that are there. */
export async function connectedClusters({ atLeast, withinMs }) {
  const end = Date.now() + withinMs;
  let clusters = await found();
  while (clusters.length < atLeast && Date.now() < end) {
    await delay(200);
    clusters = await found();
  }
  return clusters;
}

/** Polls GET until the cluster has reported on the configuration's current generation; gives what the SDK made of it, and what it was. */
export async function reported(cluster, kind, name, { withinMs, everyMs = 10 }) {
  const end = performance.now() + withinMs;
  for (;;) {
    let raw;
    const result = await cluster.clients.configurations[kind].get(...cluster.on, name, { onResponse: (answer) => (raw = answer.bodyAsText) });
    const json = JSON.parse(raw);
    const { generation, observedGeneration } = json.properties.delivery;
    if (observedGeneration === generation) return { result, json };
    if (performance.now() > end) throw new Error(`${cluster.name} did not report on ${name} within ${withinMs} ms; last: ${raw}`);
    await delay(everyMs);
  }
}

/** Polls GET until the configuration is reported compliant, and says what it last saw when it never is. */
export async function compliant(cluster, name, { withinMs, everyMs = 10 }) {
  const end = performance.now() + withinMs;
  for (;;) {
    let last;
    const configuration = await cluster.clients.configurations.fluxConfigurations.get(...cluster.on, name, { onResponse: (raw) => (last = raw.bodyAsText) });
    if (configuration.complianceState === "Compliant" && configuration.statuses?.length > 0) return configuration;
    if (performance.now() > end) throw new Error(`${name} on ${cluster.name} was not Compliant with statuses within ${withinMs} ms; last: ${last}`);
    await delay(everyMs);
  }
}
