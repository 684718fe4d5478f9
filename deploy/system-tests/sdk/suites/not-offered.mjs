// What Azure has and Fairlead does not offer must say so the way ARM does.
import { before, describe, it } from "node:test";
import { clusterPath, connected, group, http, managed, subscription } from "../support/target.mjs";
import { clusters, configurations, fast, insights, refusal } from "../support/clients.mjs";
import { refused } from "../support/expect.mjs";
import { registration, registrationBody } from "../support/keys.mjs";

describe("not offered", () => {
  const kinds = [connected("plain"), managed("plain-aks")];

  before(async () => {
    await clusters.connectedClusterOperations.beginCreateAndWait(group, "plain", registration(), fast);
    await http("PUT", clusterPath(managed("plain-aks")), { body: registrationBody() });
  });

  it("answers listClusterUserCredential with MethodNotAllowed", async () => {
    // When
    const answer = await refusal(() => clusters.connectedClusterOperations.listClusterUserCredential(group, "plain", { authenticationMethod: "Token", clientProxy: true }));
    // Then
    refused(answer, 405, "MethodNotAllowed", { message: /POST/ });
  });

  for (const cluster of kinds) {
    const on = [group, cluster.rp, cluster.type, cluster.name];
    const extension = { extensionType: "microsoft.flux" };
    const calls = {
      beginCreate: () => configurations.extensions.beginCreate(...on, "flux", extension, fast),
      beginCreateAndWait: () => configurations.extensions.beginCreateAndWait(...on, "flux", extension, fast),
      get: () => configurations.extensions.get(...on, "flux"),
      list: () => configurations.extensions.list(...on).next(),
      beginUpdate: () => configurations.extensions.beginUpdate(...on, "flux", {}, fast),
      beginUpdateAndWait: () => configurations.extensions.beginUpdateAndWait(...on, "flux", {}, fast),
      beginDelete: () => configurations.extensions.beginDelete(...on, "flux", fast),
      beginDeleteAndWait: () => configurations.extensions.beginDeleteAndWait(...on, "flux", { ...fast, forceDelete: true }),
      "operationStatus.get": () => configurations.operationStatus.get(...on, "flux", "00000000-0000-0000-0000-000000000000"),
    };
    for (const [name, call] of Object.entries(calls)) {
      it(`answers extensions ${name} on ${cluster.type} with InvalidResourceType`, async () => {
        // When
        const answer = await refusal(call);
        // Then
        refused(answer, 404, "InvalidResourceType", { message: /'extensions' could not be found in the namespace 'Microsoft\.KubernetesConfiguration'/ });
      });
    }
  }

  it("knows neither other types of its namespaces nor other namespaces", async () => {
    // When
    const type = await http("GET", `/subscriptions/${subscription}/providers/Microsoft.Kubernetes/spaceships`, { version: "2021-10-01" });
    const namespace = await http("GET", `/subscriptions/${subscription}/providers/Example.Nowhere/things`, { version: "2021-10-01" });
    const method = await http("PATCH", `${clusterPath(connected("plain"))}/providers/Microsoft.KubernetesConfiguration/sourceControlConfigurations/x`, { body: {} });
    // Then
    refused(type, 404, "InvalidResourceType", { message: /'spaceships'/ });
    refused(namespace, 404, "InvalidResourceNamespace", { message: /Example\.Nowhere/ });
    refused(method, 405, "MethodNotAllowed", { message: /PATCH/ });
  });
});

describe("operations of the providers", () => {
  const check = (answer, namespace, resources, assertOn) => {
    for (const resource of resources) {
      for (const verb of ["read", "write", "delete"]) {
        assertOn(answer, `${namespace}/${resource}/${verb}`);
      }
    }
  };
  const has = (all, name) => {
    const found = all.find((o) => o.name?.toLowerCase() === name.toLowerCase());
    if (!found?.display?.provider || !found.display.resource || !found.display.operation) {
      throw new Error(`${name} with a display must be among ${JSON.stringify(all)}`);
    }
  };

  it("are listed for Microsoft.Kubernetes", async () => {
    // When
    const all = [];
    for await (const operation of clusters.operations.list()) all.push(operation);
    // Then
    check(all, "Microsoft.Kubernetes", ["connectedClusters"], has);
  });

  it("are listed for Microsoft.PolicyInsights", async () => {
    // When
    const { value } = await insights.operations.list();
    // Then
    for (const name of ["policyStates/queryResults/read", "policyStates/summarize/read", "policyStates/triggerEvaluation/action"]) {
      has(value, `Microsoft.PolicyInsights/${name}`);
    }
  });

  it("are listed for Microsoft.KubernetesConfiguration", async () => {
    // When
    const all = [];
    for await (const operation of configurations.operations.list()) all.push(operation);
    // Then
    check(all, "Microsoft.KubernetesConfiguration", ["fluxConfigurations", "sourceControlConfigurations"], has);
  });
});
