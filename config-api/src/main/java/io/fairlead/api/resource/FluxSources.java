package io.fairlead.api.resource;

import static io.fairlead.api.resource.Formats.FLAG;
import static io.fairlead.api.resource.Formats.INTERVAL;
import static io.fairlead.api.resource.Formats.OBJECT_NAME;
import static io.fairlead.api.resource.Formats.TIMEOUT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.resource.Combinations.AtMostOne;
import io.fairlead.api.resource.Combinations.Excludes;
import io.fairlead.api.resource.Combinations.Together;
import io.fairlead.api.schema.ArraySchema;
import io.fairlead.api.schema.FreeFormSchema;
import io.fairlead.api.schema.MapSchema;
import io.fairlead.api.schema.ObjectSchema;
import io.fairlead.api.schema.Property;
import io.fairlead.api.schema.StringFormat;
import io.fairlead.api.schema.StringSchema;
import io.fairlead.contract.flux.AdditionRules;
import io.fairlead.contract.flux.ClusterNames;

/// The four kinds of source of a flux configuration.
final class FluxSources {
  private static final int DEFAULT_SECONDS = 600;

  /// Passed on to the Flux object as it is.
  static final Property ADDITIONAL =
      Property.of("additionalConfigurations", FreeFormSchema.of(64 * 1024))
          .says(
              "Passed through to the Flux object. The only place where unknown properties are allowed.");

  private static final Property TIMEOUT_SECONDS =
      Property.of("timeoutInSeconds", TIMEOUT)
          .or(DEFAULT_SECONDS)
          .says("Longest time for one attempt to reconcile the source.");

  private static final Property SYNC_SECONDS =
      Property.of("syncIntervalInSeconds", INTERVAL)
          .or(DEFAULT_SECONDS)
          .says("Time between two reconciliations of the source.");

  private static final Property LOCAL_AUTH =
      Property.of("localAuthRef", OBJECT_NAME)
          .says("Name of a secret in the configuration's namespace to authenticate with.");

  /// A git reference: branch, tag, semantic version range or commit. Refusing leading dashes keeps
  /// a reference from being read as an option of git.
  private static final StringSchema GIT_REF =
      StringSchema.optional(255)
          .as(
              StringFormat.matching(
                  "^[^-\\s\\x00-\\x1f\\x7f~^:?*\\[\\\\][^\\s\\x00-\\x1f\\x7f~^:?*\\[\\\\]*$",
                  "a git reference name without white space or any of ~ ^ : ? * [ \\, not beginning with '-'"));

  private static final StringSchema SEMVER =
      StringSchema.optional(255)
          .as(
              StringFormat.matching(
                  "^[0-9A-Za-z.*+\\-<>=!~^|,& ]+$",
                  "a semantic version range such as >=1.2.0 <2.0.0"));

  private static final StringSchema COMMIT =
      StringSchema.optional(64)
          .as(
              StringFormat.matching(
                  "^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$",
                  "a full commit SHA of 40 or 64 hex digits"));

  private static final ObjectSchema GIT_REFERENCE =
      ObjectSchema.of(
              "RepositoryRefDefinition",
              Property.of("branch", GIT_REF),
              Property.of("tag", GIT_REF),
              Property.of("semver", SEMVER),
              Property.of("commit", COMMIT))
          .where(new FluxRules.OneReference())
          .patchedAsOne();

  static final ObjectSchema GIT =
      ObjectSchema.of(
              "GitRepositoryDefinition",
              Property.of("url", SourceUrl.schema(SourceUrl.GIT)).mandatory(),
              TIMEOUT_SECONDS,
              SYNC_SECONDS,
              Property.of("repositoryRef", GIT_REFERENCE)
                  .mandatory()
                  .says(
                      "Exactly one of branch, tag, semver and commit; commit may go with branch. A PATCH replaces it whole."),
              Property.of("sshKnownHosts", base64(Encoded.KNOWN_HOSTS, 65_536)),
              Property.of("httpsUser", StringSchema.optional(256).as(Formats.ONE_LINE)),
              Property.of("httpsCACert", base64(Encoded.CERTIFICATES, 65_536)),
              LOCAL_AUTH,
              Property.of("provider", StringSchema.oneOf("Azure", "GitHub", "Generic")),
              ADDITIONAL)
          .where(
              Excludes.of("localAuthRef", "httpsUser", "httpsCACert", "sshKnownHosts"),
              new FluxRules.GitTransport(),
              new FluxSourceRules.KnownHost(),
              new FluxSourceRules.GitHubApp(),
              new FluxAdditions.OfSource(AdditionRules.OF_GIT_REPOSITORY));

  static final ObjectSchema BUCKET =
      ObjectSchema.of(
              "BucketDefinition",
              Property.of("url", SourceUrl.schema(SourceUrl.HTTP_ONLY)).mandatory(),
              Property.of("bucketName", StringSchema.optional(255).as(Formats.ONE_LINE))
                  .mandatory(),
              Property.of("insecure", FLAG).or(false),
              TIMEOUT_SECONDS,
              SYNC_SECONDS,
              Property.of("accessKey", StringSchema.optional(256).as(Formats.ONE_LINE)),
              LOCAL_AUTH,
              ADDITIONAL)
          .where(
              Excludes.of("localAuthRef", "accessKey"),
              new FluxSourceRules.BucketEndpoint(),
              new FluxAdditions.OfSource(AdditionRules.OF_BUCKET));

  private static final ObjectSchema SERVICE_PRINCIPAL =
      ObjectSchema.of(
              "ServicePrincipalDefinition",
              Property.of("clientId", StringSchema.optional(64).as(Formats.GUID)).mandatory(),
              Property.of("tenantId", StringSchema.optional(64).as(Formats.GUID)).mandatory(),
              Property.of("clientSecret", StringSchema.optional(4_096)).hidden(),
              Property.of("clientCertificate", base64(Encoded.ANY, 65_536)).hidden(),
              Property.of("clientCertificatePassword", StringSchema.optional(4_096)).hidden(),
              Property.of("clientCertificateSendChain", FLAG).or(false))
          .where(
              AtMostOne.of("credential", "clientSecret", "clientCertificate"),
              Excludes.of("clientSecret", "clientCertificatePassword"));

  static final ObjectSchema AZURE_BLOB =
      ObjectSchema.of(
              "AzureBlobDefinition",
              Property.of("url", SourceUrl.schema(SourceUrl.HTTP_ONLY)).mandatory(),
              Property.of("containerName", StringSchema.optional(63).as(Formats.ONE_LINE))
                  .mandatory(),
              TIMEOUT_SECONDS,
              SYNC_SECONDS,
              Property.of("servicePrincipal", SERVICE_PRINCIPAL),
              Property.of("accountKey", StringSchema.optional(4_096)).hidden(),
              Property.of("sasToken", StringSchema.optional(4_096)).hidden(),
              Property.of(
                  "managedIdentity",
                  ObjectSchema.of(
                      "ManagedIdentityDefinition",
                      Property.of("clientId", StringSchema.optional(64).as(Formats.GUID))
                          .mandatory())),
              LOCAL_AUTH,
              ADDITIONAL)
          .where(
              AtMostOne.of(
                  "authentication",
                  "servicePrincipal",
                  "accountKey",
                  "sasToken",
                  "managedIdentity",
                  "localAuthRef"),
              new FluxAdditions.OfSource(AdditionRules.OF_AZURE_BLOB));

  private static final ObjectSchema OCI_REFERENCE =
      ObjectSchema.of(
              "OCIRepositoryRefDefinition",
              Property.of(
                  "tag",
                  StringSchema.optional(128)
                      .as(
                          StringFormat.matching(
                              "^[A-Za-z0-9_][A-Za-z0-9._-]*$",
                              "letters, digits, '_', '.' and '-', not beginning with '.' or '-'"))),
              Property.of("semver", SEMVER),
              Property.of(
                  "digest",
                  StringSchema.optional(71)
                      .as(
                          StringFormat.matching(
                              "^sha256:[0-9a-f]{64}$", "sha256: and 64 lower case hex digits"))))
          .completedBy(FluxSources::latestByDefault)
          .patchedAsOne();

  private static final StringFormat FILE_IN_SECRET =
      StringFormat.matching(
          "^" + ClusterNames.SECRET_KEY + "$",
          "the name of a file: letters, digits, '-', '_' and '.', not '.' itself nor with '..' in front");

  private static final ObjectSchema VERIFY =
      ObjectSchema.of(
              "VerifyDefinition",
              Property.of("provider", StringSchema.oneOf("cosign", "notation")).mandatory(),
              Property.of(
                  "verificationConfig",
                  MapSchema.of(
                      StringSchema.of(1, 253).as(FILE_IN_SECRET), base64(Encoded.ANY, 65_536), 32)),
              Property.of(
                  "matchOidcIdentity",
                  ArraySchema.of(
                      ObjectSchema.of(
                          "MatchOidcIdentityDefinition",
                          Property.of("issuer", StringSchema.of(1, 1_024)).mandatory(),
                          Property.of("subject", StringSchema.of(1, 1_024)).mandatory()),
                      32)))
          .where(new FluxSourceRules.TrustPolicy());

  static final ObjectSchema OCI =
      ObjectSchema.of(
              "OCIRepositoryDefinition",
              Property.of("url", SourceUrl.schema(SourceUrl.OCI)).mandatory(),
              TIMEOUT_SECONDS,
              SYNC_SECONDS,
              Property.of("repositoryRef", OCI_REFERENCE)
                  .says(
                      "Digest goes before semver, semver before tag; the tag 'latest' when none is given. A PATCH replaces it whole."),
              Property.of(
                  "layerSelector",
                  ObjectSchema.of(
                      "LayerSelectorDefinition",
                      Property.of("mediaType", StringSchema.optional(255).as(Formats.ONE_LINE)),
                      Property.of("operation", StringSchema.oneOf("extract", "copy"))
                          .or("extract"))),
              Property.of("verify", VERIFY),
              Property.of("insecure", FLAG).or(false),
              Property.of("useWorkloadIdentity", FLAG).or(false),
              Property.of("serviceAccountName", OBJECT_NAME),
              Property.of(
                  "tlsConfig",
                  ObjectSchema.of(
                          "TlsConfigDefinition",
                          Property.of("clientCertificate", base64(Encoded.CERTIFICATES, 65_536))
                              .hidden(),
                          Property.of("privateKey", base64(Encoded.PRIVATE_KEY_PEM, 65_536))
                              .hidden(),
                          Property.of("caCertificate", base64(Encoded.CERTIFICATES, 65_536))
                              .hidden())
                      .where(new Together("clientCertificate", "privateKey"))),
              LOCAL_AUTH,
              ADDITIONAL)
          .where(
              Excludes.of(
                  "localAuthRef",
                  "useWorkloadIdentity",
                  "serviceAccountName",
                  "tlsConfig.clientCertificate",
                  "tlsConfig.privateKey"),
              new FluxAdditions.OfSource(AdditionRules.OF_OCI_REPOSITORY))
          .completedBy(
              oci -> {
                if (!oci.has("repositoryRef")) {
                  latestByDefault(oci.putObject("repositoryRef"));
                }
              });

  private FluxSources() {}

  /// A property whose value is base64.
  static StringSchema base64(StringFormat content, int maxLength) {
    return StringSchema.optional(maxLength)
        .as(content)
        .storedAs(Encoded::withoutSpace)
        .confidential();
  }

  private static void latestByDefault(ObjectNode reference) {
    if (!reference.has("tag") && !reference.has("semver") && !reference.has("digest")) {
      reference.put("tag", "latest");
    }
  }
}
