// What Fairlead refuses of a fluxConfiguration, and how the SDK shows it.
import { before, describe, it } from "node:test";
import assert from "node:assert/strict";
import { group, http } from "../support/target.mjs";
import { configurations, fast, observe, refusal, withHeaders } from "../support/clients.mjs";
import { answered, nobodyOrEmpty, refused, silentAbout, strongETag } from "../support/expect.mjs";
import { cluster, full, git, on, ops, pathOf, registerClusters } from "../support/flux.mjs";

describe("fluxConfigurations: refusals", () => {
  before(async () => {
    await registerClusters();
    await ops.beginCreateOrUpdateAndWait(...on, "minimal", git(), fast);
    await ops.beginCreateOrUpdateAndWait(...on, "narrow", full, fast);
  });

  it("tells every violation of a request at once, each with its path", async () => {
    // When
    const answer = await http("PUT", pathOf("wrong"), {
      body: {
        surprise: 1,
        properties: {
          scope: "galaxy", namespace: "Not_A_Name", colour: "blue",
          gitRepository: { url: "https://user:pass@git.example.com/x", repositoryRef: { branch: "main", tag: "v1" }, timeoutInSeconds: "soon" },
          kustomizations: { apps: { dependsOn: ["nowhere"], wait: "yes" } },
        },
      },
    });
    // Then
    refused(answer, 400, "ValidationFailed", {
      targets: [
        "surprise", "properties.scope", "properties.namespace", "properties.colour", "properties.gitRepository.url",
        "properties.gitRepository.repositoryRef", "properties.gitRepository.timeoutInSeconds",
        "properties.kustomizations.apps.dependsOn[0]", "properties.kustomizations.apps.wait",
      ],
    });
    silentAbout(answer, "user:pass");
  });

  it("gives the SDK's error the code and the message", async () => {
    // When
    const answer = await refusal(() => ops.beginCreateOrUpdate(...on, "wrong", git({ gitRepository: { url: "https://git.example.com/x" } }), fast));
    // Then
    refused(answer, 400, "ValidationFailed", { targets: ["properties.gitRepository.repositoryRef"] });
    assert.equal(answer.error.message, answer.json.error.message);
  });

  it("wants the block that sourceKind names", async () => {
    // When
    const answer = await refusal(() => ops.beginCreateOrUpdate(...on, "wrong", git({ sourceKind: "Bucket", gitRepository: undefined }), fast));
    // Then
    refused(answer, 400, "ValidationFailed", { targets: ["properties.bucket"] });
  });

  it("refuses to change scope and namespace, by name", async () => {
    // When
    const answer = await refusal(() => ops.beginCreateOrUpdate(...on, "narrow", { ...full, scope: "cluster", namespace: "team-b" }, fast));
    // Then
    refused(answer, 400, "ValidationFailed", { targets: ["properties.scope", "properties.namespace"] });
  });

  it("takes secrets, and gives none of them away", async () => {
    // Given
    const secret = "c2VjcmV0LXRoYXQtbXVzdC1ub3QtbGVhaw==";
    // When
    const { first: protectedOne } = await observe((o) => ops.beginCreateOrUpdate(...on, "secret", git({ gitRepository: { url: "https://git.example.com/fleet", httpsUser: "robot", repositoryRef: { branch: "main" } }, configurationProtectedSettings: { httpsKey: secret } }), { ...o, ...fast }));
    const { first: inline } = await observe((o) => ops.beginCreateOrUpdate(...on, "secret-inline", {
      sourceKind: "AzureBlob", azureBlob: { url: "https://blob.example.com", containerName: "c", accountKey: secret }, kustomizations: { apps: {} },
    }, { ...o, ...fast }));
    const { first: read } = await observe((o) => ops.get(...on, "secret", o));
    const { first: readInline } = await observe((o) => ops.get(...on, "secret-inline", o));
    // Then
    answered(protectedOne, 201, { properties: { configurationProtectedSettings: nobodyOrEmpty } });
    answered(inline, 201, {});
    answered(read, 200, { properties: { configurationProtectedSettings: nobodyOrEmpty } });
    answered(readInline, 200, {});
    for (const one of [protectedOne, inline, read, readInline]) silentAbout(one, secret);
  });

  it("wants protected settings in base64, and does not quote what it refuses", async () => {
    // Given
    const secret = "%%%not-base64%%%";
    // When
    const answer = await refusal(() => ops.beginCreateOrUpdate(...on, "wrong", git({ gitRepository: { url: "https://git.example.com/fleet", httpsUser: "robot", repositoryRef: { branch: "main" } }, configurationProtectedSettings: { httpsKey: secret } }), fast));
    const read = await refusal(() => ops.get(...on, "wrong"));
    // Then
    refused(answer, 400, "ValidationFailed", { targets: ["properties.configurationProtectedSettings.httpsKey"] });
    silentAbout(answer, secret);
    refused(read, 404, "ResourceNotFound");
  });

  it("takes empty protected settings", async () => {
    // When
    const { first } = await observe((o) => ops.beginCreateOrUpdate(...on, "minimal", git({ configurationProtectedSettings: {} }), { ...o, ...fast }));
    // Then
    answered(first, 200, { properties: { configurationProtectedSettings: nobodyOrEmpty } });
  });

  it("wants the cluster to be registered", async () => {
    // When
    const put = await refusal(() => ops.beginCreateOrUpdate(group, cluster.rp, cluster.type, "nobody", "x", git(), fast));
    const get = await refusal(() => ops.get(group, cluster.rp, cluster.type, "nobody", "x"));
    // Then
    refused(put, 404, "ParentResourceNotFound", { message: /nobody/ });
    refused(get, 404, "ResourceNotFound");
  });

  it("honours If-Match and If-None-Match, with the current ETag in the 412", async () => {
    // Given
    const current = strongETag((await observe((o) => ops.get(...on, "minimal", o))).first);
    const stale = withHeaders({ "If-Match": '"00000000-0000-0000-0000-000000000000-1"' });
    // When
    const answers = [
      await refusal(() => ops.beginCreateOrUpdate(...on, "minimal", git({ suspend: true }), stale)),
      await refusal(() => ops.beginUpdate(...on, "minimal", { suspend: true }, stale)),
      await refusal(() => ops.beginDelete(...on, "minimal", stale)),
      await refusal(() => ops.beginCreateOrUpdate(...on, "minimal", git(), withHeaders({ "If-None-Match": "*" }))),
    ];
    // Then
    for (const answer of answers) {
      refused(answer, 412, "PreconditionFailed");
      assert.equal(answer.headers.get("etag"), current);
    }
  });

  it("answers ResourceNotFound for an operation that never was", async () => {
    // When
    const answer = await refusal(() => configurations.fluxConfigOperationStatus.get(...on, "minimal", "00000000-0000-0000-0000-000000000000"));
    // Then
    refused(answer, 404, "ResourceNotFound");
  });
});

