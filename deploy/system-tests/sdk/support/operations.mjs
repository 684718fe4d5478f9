// Every operation of the SDKs, in the versions of package.json; policy5 is 5.1.0 of that of Azure Policy. Written down, so that one that could not be found is missed.
const definitions =
  "createOrUpdate createOrUpdateAtManagementGroup delete deleteAtManagementGroup get getAtManagementGroup getBuiltIn list listBuiltIn listByManagementGroup";
const versions = `${definitions} listAll listAllAtManagementGroup listAllBuiltins`;

const levels = [
  "Subscription", "ResourceGroup", "Resource", "PolicySetDefinition", "PolicyDefinition", "SubscriptionLevelPolicyAssignment",
  "ResourceGroupLevelPolicyAssignment",
];
const states = (verb, without = []) => levels.filter((level) => !without.includes(level)).map((level) => verb + level).join(" ");
const triggers = (scope) => `beginTrigger${scope}Evaluation beginTrigger${scope}EvaluationAndWait`;
const attestations = (scope) =>
  `beginCreateOrUpdateAt${scope} beginCreateOrUpdateAt${scope}AndWait deleteAt${scope} getAt${scope} listFor${scope}`;
const remediations = (scope) =>
  `cancelAt${scope} createOrUpdateAt${scope} deleteAt${scope} getAt${scope} listDeploymentsAt${scope} listFor${scope}`;

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
  "policy.policyAssignments": "create delete get list listForManagementGroup listForResource listForResourceGroup update",
  "policy.policyDefinitionVersions": versions,
  "policy.policyDefinitions": definitions,
  "policy.policySetDefinitionVersions": versions,
  "policy.policySetDefinitions": definitions,
  "policy.policyTokens": "acquire acquireAtManagementGroup",
  "policy5.dataPolicyManifests": "getByPolicyMode list",
  "policy5.policyAssignments":
    "create createById delete deleteById get getById list listForManagementGroup listForResource listForResourceGroup update updateById",
  "policy5.policyDefinitions": definitions,
  "policy5.policyExemptions": "createOrUpdate delete get list listForManagementGroup listForResource listForResourceGroup",
  "policy5.policySetDefinitions": definitions,
  "policyinsights.attestations": `${attestations("Subscription")} ${attestations("ResourceGroup")} ${attestations("Resource")}`,
  "policyinsights.componentPolicyStates": states("listQueryResultsFor", ["PolicySetDefinition"]),
  "policyinsights.operations": "list",
  "policyinsights.policyEvents": `listQueryResultsForManagementGroup ${states("listQueryResultsFor")}`,
  "policyinsights.policyMetadataOperations": "getResource list",
  "policyinsights.policyRestrictions": "checkAtManagementGroupScope checkAtResourceGroupScope checkAtSubscriptionScope",
  "policyinsights.policyStates":
    `${triggers("Subscription")} ${triggers("ResourceGroup")} listQueryResultsForManagementGroup summarizeForManagementGroup `
    + `${states("listQueryResultsFor")} ${states("summarizeFor")}`,
  "policyinsights.policyTrackedResources":
    "listQueryResultsForManagementGroup listQueryResultsForResource listQueryResultsForResourceGroup listQueryResultsForSubscription",
  "policyinsights.remediations":
    `${remediations("ManagementGroup")} ${remediations("Subscription")} ${remediations("ResourceGroup")} ${remediations("Resource")}`,
};

export const known = Object.entries(groups).flatMap(([group, names]) => names.split(" ").map((name) => `${group}.${name}`));
