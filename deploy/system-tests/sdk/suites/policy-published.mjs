// The published definitions that put configurations on clusters, unmodified and through the SDKs alone: assigned to two resource groups of three. What must
// be there is written down from their templates, apart from the code that evaluates them.
// With FAIRLEAD_SECRETS_DIR (the folder given to the system as --secrets) their secrets can be had; without it they must be missed.
import { after, before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { group, subscription } from "../support/target.mjs";
import { clusters, configurations, fast, insights, observe, policy, refusal } from "../support/clients.mjs";
import { like, refused } from "../support/expect.mjs";
import { registration } from "../support/keys.mjs";
import { all, definitionId, eventually, published, values, whole } from "../support/policy.mjs";

const files = published();
const absent = Object.keys(files).length === 0 && "the published definitions are not there (shared/fixtures/policy-definitions)";
const secretsDir = process.env.FAIRLEAD_SECRETS_DIR;

const groups = { plain: `${group}-published-plain`, rich: `${group}-published-rich`, none: `${group}-published-none` };
const fleet = { plain: ["plain-1", "plain-2"], rich: ["rich-1", "rich-2"], none: ["none-1"] };
const scopeOf = (key) => `${whole}/resourceGroups/${groups[key]}`;
const vault = `fleet-${group}`;
const vaultId = `${whole}/resourceGroups/secrets/providers/Microsoft.KeyVault/vaults/${vault}`;

const encoded = (text) => Buffer.from(text).toString("base64");
const privateKey = () => encoded(generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs1", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } }).privateKey);
const knownHosts = encoded("git.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKjxFvXqzIdzEWbFfCmSzDV0CvT1TqX1uBhGmNJJpXoQ\n");
const secrets = { "ssh-key": privateKey, "ssh-key-v1": privateKey, "https-key": () => encoded("judge"), "bucket-key": () => encoded("judge") };

const filled = (entries) => Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== ""));

/** What all templates of Flux v2 say but of the source. */
const flux = (p) => ({
  scope: p.configurationScope,
  namespace: p.configurationNamespace,
  suspend: false,
  kustomizations: {
    [p.kustomizationName]: {
      path: p.kustomizationPath, timeoutInSeconds: p.kustomizationTimeout, syncIntervalInSeconds: p.kustomizationSyncInterval,
      retryIntervalInSeconds: p.kustomizationRetryInterval ?? p.kustomizationSyncInterval, prune: p.kustomizationPrune, force: p.kustomizationForce,
      // No template says these; docs/arm-dialect.md has the defaults.
      name: p.kustomizationName, wait: true,
    },
  },
});

const git = (p, more = {}) => ({
  ...flux(p),
  sourceKind: "GitRepository",
  gitRepository: {
    url: p.repositoryUrl, timeoutInSeconds: p.repositoryTimeout ?? 600, syncIntervalInSeconds: p.repositorySyncInterval,
    repositoryRef: filled({ branch: p.repositoryRefBranch, tag: p.repositoryRefTag, semver: p.repositoryRefSemver, commit: p.repositoryRefCommit }),
    ...filled(more),
  },
});

/** What the templates of Flux v1 say; the flag of the Helm operator is a text in there. */
const operator = (p, more = {}) => ({
  operatorInstanceName: p.operatorInstanceName, operatorNamespace: p.operatorNamespace, operatorScope: p.operatorScope, operatorType: p.operatorType,
  // As docs/arm-dialect.md has it: read-only, unless an author of commits is named.
  operatorParams: p.operatorParams || "--git-readonly",
  repositoryUrl: p.repositoryUrl,
  enableHelmOperator: p.enableHelmOperator === "true",
  ...(p.enableHelmOperator === "true" ? { helmOperatorProperties: { chartVersion: p.chartVersion, chartValues: p.chartValues } } : {}),
  ...filled(more),
});

const kustomized = { kustomizationName: "apps", kustomizationPath: "./apps", kustomizationTimeout: 300, kustomizationSyncInterval: 240, kustomizationPrune: true, kustomizationForce: true };
const placed = { configurationNamespace: "team-a", configurationScope: "namespace" };

/** By assignment: the definition, what is required, what else the group with other parameters says, and what its template makes of that. */
const policies = {
  "published-v2": {
    file: "Deploy-GitOps-Flux2-to-Kubernetes-cluster-no-secrets_DINE.json", kind: "fluxConfigurations",
    plain: { configurationName: "v2", repositoryUrl: "https://git.example.com/fleet/baseline.git", repositoryRefBranch: "main" },
    rich: {
      ...placed, ...kustomized, configurationName: "v2-rich", repositoryUrl: "https://git.example.com/fleet/other.git", repositoryTimeout: 90, repositorySyncInterval: 120,
      repositoryRefTag: "v1.2.3", kustomizationRetryInterval: 60,
    },
    expected: (p) => git(p),
  },
  // A host whose keys are built in, where no others are given.
  "published-v2-ssh": {
    file: "Deploy-GitOps-Flux2-to-Kubernetes-cluster-SSH_DINE.json", kind: "fluxConfigurations", secret: "ssh-key",
    plain: { configurationName: "v2-ssh", repositoryUrl: "ssh://git@github.com/fleet/baseline.git", repositoryRefBranch: "main", keyVaultSecretName: "ssh-key", keyVaultName: vaultId },
    rich: {
      ...placed, ...kustomized, configurationName: "v2-ssh", repositoryUrl: "ssh://git@git.example.com/fleet/other.git", repositoryRefSemver: ">=1.2.0 <2.0.0",
      repositorySshKnownHosts: knownHosts, repositoryTimeout: 90, keyVaultSecretName: "ssh-key", keyVaultName: vaultId,
    },
    expected: (p) => git(p, { sshKnownHosts: p.repositorySshKnownHosts }),
  },
  "published-v2-https": {
    file: "Deploy-GitOps-Flux2-to-Kubernetes-cluster-HTTPS-secrets_DINE.json", kind: "fluxConfigurations", secret: "https-key",
    plain: { configurationName: "v2-https", repositoryUrl: "https://git.example.com/fleet/baseline.git", repositoryRefBranch: "main", repositoryHttpsUser: "fleet", httpsKeyKeyVaultSecretName: "https-key", keyVaultName: vaultId },
    rich: {
      ...placed, ...kustomized, configurationName: "v2-https", repositoryUrl: "https://git.example.com/fleet/other.git", repositorySyncInterval: 120,
      repositoryRefBranch: "main", repositoryRefCommit: "0ba6f0d3a1b2c3d4e5f60718293a4b5c6d7e8f90", repositoryHttpsUser: "other", httpsKeyKeyVaultSecretName: "https-key", keyVaultName: vaultId,
    },
    expected: (p) => git(p, { httpsUser: p.repositoryHttpsUser, httpsCACert: p.repositoryHttpsCACert }),
  },
  "published-v2-bucket": {
    file: "GitOps-Flux2-to-Kubernetes-cluster-Bucket-KVSecret_DINE.json", kind: "fluxConfigurations", secret: "bucket-key",
    plain: { configurationName: "v2-bucket", bucketUrl: "https://s3.example.com", bucketName: "fleet", bucketAccessKey: "access", keyVaultSecretName: "bucket-key", keyVaultName: vaultId },
    rich: {
      ...placed, ...kustomized, configurationName: "v2-bucket", bucketUrl: "http://s3.example.com", bucketName: "other", bucketAccessKey: "other", bucketInsecure: true,
      bucketTimeout: 90, bucketSyncInterval: 120, kustomizationRetryInterval: 60, keyVaultSecretName: "bucket-key", keyVaultName: vaultId,
    },
    expected: (p) => ({
      ...flux(p),
      sourceKind: "Bucket",
      bucket: {
        url: p.bucketUrl, bucketName: p.bucketName, timeoutInSeconds: p.bucketTimeout, syncIntervalInSeconds: p.bucketSyncInterval, insecure: p.bucketInsecure,
        accessKey: p.bucketAccessKey,
      },
    }),
  },
  "published-v1": {
    file: "Deploy-GitOps-to-Kubernetes-cluster-no-secrets_DINE.json", kind: "sourceControlConfigurations",
    plain: { configurationResourceName: "v1", operatorInstanceName: "flux-v1", operatorNamespace: "flux-v1", repositoryUrl: "https://git.example.com/fleet/legacy.git" },
    rich: {
      configurationResourceName: "v1-rich", operatorInstanceName: "flux-rich", operatorNamespace: "team-a", operatorScope: "cluster", repositoryUrl: "https://git.example.com/fleet/legacy.git",
      operatorParams: "--git-user=fleet --git-email=fleet@example.com --git-branch=main", enableHelmOperator: "false",
    },
    expected: (p) => operator(p),
  },
  "published-v1-ssh": {
    file: "Deploy-GitOps-to-Kubernetes-cluster-SSH-secrets_DINE.json", kind: "sourceControlConfigurations", secret: "ssh-key-v1",
    plain: {
      configurationResourceName: "v1-ssh", operatorInstanceName: "flux-ssh", operatorNamespace: "flux-ssh", repositoryUrl: "ssh://git@git.example.com/fleet/legacy.git",
      keyVaultResourceId: vaultId, sshPrivateKeyKeyVaultSecretName: "ssh-key-v1",
    },
    rich: {
      configurationResourceName: "v1-ssh", operatorInstanceName: "flux-ssh", operatorNamespace: "team-b", repositoryUrl: "ssh://git@git.example.com/fleet/legacy.git",
      chartVersion: "1.4.4", chartValues: "--set helm.versions=v3", sshKnownHostsContents: knownHosts, keyVaultResourceId: vaultId, sshPrivateKeyKeyVaultSecretName: "ssh-key-v1",
    },
    expected: (p) => operator(p, { sshKnownHostsContents: p.sshKnownHostsContents }),
  },
};

const published6 = Object.fromEntries(Object.entries(files).map(([file, text]) => [file, JSON.parse(text)]));
const definitionOf = ({ file }) => published6[file];
const withDefaults = (of, given) => {
  const defaults = Object.entries(definitionOf(of).properties.parameters).filter(([, p]) => "defaultValue" in p).map(([name, p]) => [name, p.defaultValue]);
  return { ...Object.fromEntries(defaults), ...given };
};
const nameIn = (given) => given.configurationName ?? given.configurationResourceName;

// What the service says of a configuration by itself; nothing of it comes from a template.
const ofTheService = new Set([
  "provisioningState", "complianceState", "complianceStatus", "statuses", "statusUpdatedAt", "sourceUpdatedAt", "sourceSyncedCommitId", "repositoryPublicKey", "errorMessage",
  "configurationProtectedSettings", "delivery",
]);

function withoutNulls(value) {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null).map(([key, v]) => [key, withoutNulls(v)]));
}

/** The configurations of a cluster as they went over the wire: by type and name, what was asked for. */
async function configurationsOf(key, cluster) {
  const found = {};
  for (const kind of ["fluxConfigurations", "sourceControlConfigurations"]) {
    const { exchanges } = await observe((o) => all(configurations[kind].list(groups[key], "Microsoft.Kubernetes", "connectedClusters", cluster, o)));
    for (const { name, properties } of exchanges.flatMap((exchange) => exchange.json.value)) {
      found[`${kind}/${name}`] = withoutNulls(Object.fromEntries(Object.entries(properties).filter(([property]) => !ofTheService.has(property))));
    }
  }
  return found;
}

const written = ([, { secret }]) => !secret || secretsDir;

function expectedIn(key) {
  return Object.fromEntries(Object.entries(policies).filter(written).map(([, of]) => [`${of.kind}/${nameIn(of[key])}`, of.expected(withDefaults(of, of[key]))]));
}

const everyCluster = async (key) => Object.fromEntries(await Promise.all(fleet[key].map(async (cluster) => [cluster, await configurationsOf(key, cluster)])));
const inEach = (key, value) => Object.fromEntries(fleet[key].map((cluster) => [cluster, value]));
const statesIn = (key, filter) => all(insights.policyStates.listQueryResultsForResourceGroup("latest", subscription, groups[key], { queryOptions: { filter } }));
const ours = "startswith(policyAssignmentName, 'published-')";

describe("published policies", { skip: absent }, () => {
  before(async () => {
    if (secretsDir) {
      mkdirSync(`${secretsDir}/${vault}`, { recursive: true });
      for (const [name, value] of Object.entries(secrets)) writeFileSync(`${secretsDir}/${vault}/${name}`, value());
    }
    for (const [key, names] of Object.entries(fleet)) {
      for (const name of names) await clusters.connectedClusterOperations.beginCreateAndWait(groups[key], name, registration(), fast);
    }
    for (const { name, properties } of Object.values(published6)) await policy.policyDefinitions.createOrUpdate(name, properties);
  });

  after(async () => {
    for (const [key, names] of Object.entries(fleet)) {
      for (const name of names) await clusters.connectedClusterOperations.beginDeleteAndWait(groups[key], name, fast);
    }
  });

  it("are all put here, as they were published", async () => {
    assert.deepEqual(Object.values(policies).map(({ file }) => file).toSorted(), Object.keys(files).toSorted());
    for (const { name, properties } of Object.values(published6)) {
      const { first } = await observe((o) => policy.policyDefinitions.get(name, o));
      for (const kept of ["displayName", "mode", "description", "metadata", "parameters", "policyRule"]) assert.deepEqual(first.json.properties[kept], properties[kept], `${kept} of ${name}`);
    }
  });

  it("are refused with values that they do not allow", async () => {
    const of = policies["published-v2"];
    const cases = [
      [{ repositorySyncInterval: "600" }, "repositorySyncInterval.value", "WrongType"], [{ kustomizationPrune: "true" }, "kustomizationPrune.value", "WrongType"],
      [{ configurationScope: "fleet" }, "configurationScope.value", "InvalidValue"], [{ effect: "audit" }, "effect.value", "InvalidValue"],
      [{ keyVaultName: vaultId }, "keyVaultName", "UnknownProperty"],
    ];
    for (const [more, path, code] of cases) {
      // When
      const answer = await refusal(() => policy.policyAssignments.create(scopeOf("plain"), "published-wrong", {
        policyDefinitionId: definitionId(definitionOf(of).name), parameters: values({ ...of.plain, ...more }),
      }));
      // Then
      const target = `properties.parameters.${path}`;
      refused(answer, 400, "ValidationFailed", { targets: [target] });
      like(answer.json.error.details, [{ code, target }]);
    }
  });

  it("put exactly their configurations on every cluster of the groups they are assigned to", async () => {
    // When
    for (const [name, of] of Object.entries(policies)) {
      for (const key of ["plain", "rich"]) {
        await policy.policyAssignments.create(scopeOf(key), name, { policyDefinitionId: definitionId(definitionOf(of).name), parameters: values(of[key]) });
      }
    }
    // Then
    for (const key of ["plain", "rich"]) await eventually(() => everyCluster(key), inEach(key, expectedIn(key)), { everyMs: 250 });
    assert.deepEqual(await everyCluster("none"), inEach("none", {}));
  });

  it("have a state for each cluster, which names the vault and the secret that are missed", async () => {
    // Given
    const short = (row) => `${row.resourceId.split("/").at(-1)} ${row.policyAssignmentName} ${row.complianceState} ${row.complianceReasonCode}`;
    const decided = (secret) => (secret ? "NonCompliant SecretUnavailable" : "Unknown NotConfirmed");
    const expected = (key) => fleet[key].flatMap((cluster) => Object.entries(policies).map(([name, { secret }]) => `${cluster} ${name} ${decided(secret)}`)).toSorted();
    for (const key of ["plain", "rich"]) {
      // When
      await eventually(async () => (await statesIn(key, ours)).map(short).toSorted(), expected(key), { everyMs: 250 });
      const missed = await statesIn(key, `${ours} and complianceReasonCode eq 'SecretUnavailable'`);
      // Then
      for (const { policyAssignmentName, message, isCompliant } of missed) {
        assert.equal(isCompliant, false);
        // Where they can be had they cannot be handed to clusters yet, and that is said.
        assert.match(message, secretsDir ? /without its protected settings/ : new RegExp(`secret '${policies[policyAssignmentName].secret}' of vault '${vault}'.*no secret provider`));
      }
    }
    assert.deepEqual(await statesIn("none", ours), []);
  });

  it("leave their configurations when they are not assigned any more", async () => {
    // Given
    const before = { plain: await everyCluster("plain"), rich: await everyCluster("rich") };
    // When
    for (const key of ["plain", "rich"]) {
      for (const name of Object.keys(policies)) await policy.policyAssignments.delete(scopeOf(key), name);
    }
    // Then: no state is left, so the deletions were evaluated
    for (const key of ["plain", "rich"]) {
      await eventually(() => statesIn(key, ours), [], { everyMs: 250 });
      assert.deepEqual(await everyCluster(key), before[key]);
      assert.deepEqual(before[key], inEach(key, expectedIn(key)));
    }
  });
});
