// Every operation of the two SDKs, in the versions of package.json. Written down, so that one that could not be found is missed.
const groups = {
  "hybridkubernetes.connectedClusterOperations":
    "beginCreate beginCreateAndWait beginDelete beginDeleteAndWait get listByResourceGroup listBySubscription listClusterUserCredential update",
  "hybridkubernetes.operations": "list",
  "kubernetesconfiguration.extensions":
    "beginCreate beginCreateAndWait beginDelete beginDeleteAndWait beginUpdate beginUpdateAndWait get list",
  "kubernetesconfiguration.fluxConfigOperationStatus": "get",
  "kubernetesconfiguration.fluxConfigurations":
    "beginCreateOrUpdate beginCreateOrUpdateAndWait beginDelete beginDeleteAndWait beginUpdate beginUpdateAndWait get list",
  "kubernetesconfiguration.operationStatus": "get list",
  "kubernetesconfiguration.operations": "list",
  "kubernetesconfiguration.sourceControlConfigurations": "beginDelete beginDeleteAndWait createOrUpdate get list",
};

export const known = Object.entries(groups).flatMap(([group, names]) => names.split(" ").map((name) => `${group}.${name}`));
