package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.flux.AdditionRules;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A container of Azure Blob Storage, which Flux has as a kind of bucket. Without credentials,
/// Flux uses the identity of its own pod.
record AzureBlobSource(Block block) implements Source {
  private static final String LOCAL_AUTH = "localAuthRef";
  private static final String PRINCIPAL = "servicePrincipal";
  private static final String IDENTITY = "managedIdentity";
  private static final String ACCOUNT_KEY = "accountKey";
  private static final String SAS_TOKEN = "sasToken";

  @Override
  public SourceObjects objects(Names names, Inputs inputs, boolean suspend) {
    ObjectNode spec =
        Spec.source(block, suspend)
            .put("provider", "azure")
            .put("endpoint", block.required("url"))
            .put("bucketName", block.required("containerName"));
    requireOneCredential(inputs);
    var secrets = new SourceObjects.Secrets(names);
    String local = block.text(LOCAL_AUTH);
    if (local == null) {
      secrets.refer(spec, "secretRef", credentials(inputs));
    } else {
      Spec.refer(spec, "secretRef", local);
    }
    Additions.add(spec, block, AdditionRules.OF_AZURE_BLOB);
    return new SourceObjects(
        secrets.made(), new DesiredObject(names.source(ManagedKind.Bucket), Spec.body(spec)));
  }

  private void requireOneCredential(Inputs inputs) {
    var given =
        Stream.concat(
                Stream.of(LOCAL_AUTH, PRINCIPAL, IDENTITY).filter(block::has),
                Stream.of(ACCOUNT_KEY, SAS_TOKEN).filter(name -> secret(inputs, name) != null))
            .toList();
    if (given.size() > 1) {
      throw new InvalidConfigurationException(
          "'%s' has %s; it can have one way to log in only."
              .formatted(block.path(), String.join(", ", given)));
    }
  }

  private SecretData credentials(Inputs inputs) {
    SecretData data = new SecretData(SecretData.Purpose.AUTH);
    if (block.has(PRINCIPAL)) {
      return principal(data, inputs);
    }
    if (block.has(IDENTITY)) {
      return data.put("clientId", block.block(IDENTITY).required("clientId"));
    }
    return data.put("accountKey", secret(inputs, ACCOUNT_KEY))
        .put("sasKey", secret(inputs, SAS_TOKEN));
  }

  private SecretData principal(SecretData data, Inputs inputs) {
    Block principal = block.block(PRINCIPAL);
    data.put("clientId", principal.required("clientId"))
        .put("tenantId", principal.required("tenantId"));
    String secret = secret(inputs, PRINCIPAL + ".clientSecret");
    String certificate = secret(inputs, PRINCIPAL + ".clientCertificate");
    // With neither, Flux would take the client for a managed identity.
    if ((secret == null) == (certificate == null)) {
      throw new InvalidConfigurationException(
          "'%s' must have either 'clientSecret' or 'clientCertificate'; it has %s."
              .formatted(principal.path(), secret == null ? "neither" : "both"));
    }
    if (certificate == null) {
      return data.put("clientSecret", secret);
    }
    data.put("clientCertificate", certificate(certificate, principal))
        .put("clientCertificatePassword", secret(inputs, PRINCIPAL + ".clientCertificatePassword"));
    return principal.flag("clientCertificateSendChain", false)
        ? data.put("clientCertificateSendChain", "true")
        : data;
  }

  /// PEM as it is; anything else is PKCS #12, which is no text and so comes in base64.
  private static byte[] certificate(String value, Block principal) {
    if (value.contains("-----BEGIN ")) {
      return value.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(value.strip());
    } catch (IllegalArgumentException _) {
      throw new InvalidConfigurationException(
          "'%s' must be PEM or base64 of PKCS #12."
              .formatted(principal.pathOf("clientCertificate")));
    }
  }

  private @Nullable String secret(Inputs inputs, String name) {
    return inputs.protectedSettings().get(block.pathOf(name));
  }
}
