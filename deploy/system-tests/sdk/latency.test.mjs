// How long it takes from an SDK call until the status that the cluster reports for it can be read: 20 times, one after the other.
import { after, it } from "node:test";
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { compliant, connectedClusters } from "./support/fleet.mjs";

const rounds = 20;
const limitMs = 1000;
const created = [];

it(`a flux configuration is compliant within ${limitMs} ms of its creation, median of ${rounds}`, async () => {
  // Given
  const clusters = await connectedClusters({ atLeast: 3, withinMs: 30_000 });
  assert.ok(clusters.length >= 3, `${clusters.length} clusters of all subscriptions are Connected, 3 are needed: start the system with up --clusters 3`);
  const run = randomUUID().slice(0, 8);
  const figures = [];
  // When
  for (let round = 0; round < rounds; round++) {
    const cluster = clusters[round % clusters.length];
    const name = `latency-${run}-${round}`;
    created.push({ cluster, name });
    const start = performance.now();
    await cluster.clients.configurations.fluxConfigurations.beginCreateOrUpdate(...cluster.on, name, {
      sourceKind: "GitRepository",
      gitRepository: { url: "https://git.example.com/fleet/baseline.git", repositoryRef: { branch: "main" } },
      kustomizations: { apps: { path: "./apps" } },
    });
    await compliant(cluster, name, { withinMs: 15_000 });
    figures.push(performance.now() - start);
  }
  // Then
  const sorted = figures.toSorted((a, b) => a - b);
  const median = (sorted[rounds / 2 - 1] + sorted[rounds / 2]) / 2;
  const shown = (values) => values.map((ms) => ms.toFixed(0)).join(" ");
  console.log(`clusters=${clusters.length} rounds=${rounds} unit=ms figures=${shown(figures)}`);
  console.log(`median=${median.toFixed(0)} min=${sorted[0].toFixed(0)} max=${sorted.at(-1).toFixed(0)} limit=${limitMs}`);
  assert.ok(median < limitMs, `the median is ${median.toFixed(0)} ms, allowed are less than ${limitMs} ms; figures: ${shown(figures)}`);
});

after(async () => {
  for (const { cluster, name } of created) {
    try {
      await cluster.clients.configurations.fluxConfigurations.beginDelete(...cluster.on, name, { forceDelete: true });
    } catch (error) {
      console.error(`could not delete ${name} on ${cluster.name}: ${error.code ?? ""} ${error.message}`);
    }
  }
});
