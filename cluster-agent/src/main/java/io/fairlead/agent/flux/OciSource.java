package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.flux.AdditionRules;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Manifests in a container registry.
record OciSource(Block block) implements Source {
  private static final String LOCAL_AUTH = "localAuthRef";
  private static final String SERVICE_ACCOUNT = "serviceAccountName";
  private static final Pattern REGISTRY = Pattern.compile("oci://([^/:]+).*");
  private static final Pattern AMAZON =
      Pattern.compile(".+\\.dkr[.-]ecr[.-].*amazonaws\\.com(\\.cn)?|public\\.ecr\\.aws");
  private static final Pattern GOOGLE = Pattern.compile("(.+\\.)?(pkg\\.dev|gcr\\.io)");

  @Override
  public SourceObjects objects(Names names, Inputs inputs, boolean suspend) {
    ObjectNode spec =
        Spec.source(block, suspend)
            .put("url", block.required("url"))
            .put("insecure", block.flag("insecure", false))
            .put("provider", provider());
    reference(spec.putObject("ref"));
    Spec.put(spec, "serviceAccountName", block.text(SERVICE_ACCOUNT));
    if (block.has("layerSelector")) {
      Block selector = block.block("layerSelector");
      ObjectNode written = spec.putObject("layerSelector");
      Spec.put(written, "mediaType", selector.text("mediaType"));
      written.put("operation", selector.text("operation", "extract"));
    }
    String local = block.text(LOCAL_AUTH);
    if (local != null) {
      Spec.refer(spec, "secretRef", local);
    }
    var secrets = new SourceObjects.Secrets(names);
    secrets.refer(spec, "certSecretRef", certificates(inputs));
    if (block.has("verify")) {
      verify(spec.putObject("verify"), secrets);
    }
    Additions.add(spec, block, AdditionRules.OF_OCI_REPOSITORY);
    return new SourceObjects(
        secrets.made(),
        new DesiredObject(names.source(ManagedKind.OCIRepository), Spec.body(spec)));
  }

  /// One of the three: Flux has the same order, but says the one that it does not use, too.
  private void reference(ObjectNode ref) {
    Block given = block.block("repositoryRef");
    if (given.has("digest")) {
      ref.put("digest", given.required("digest"));
    } else if (given.has("semver")) {
      ref.put("semver", given.required("semver"));
    } else {
      ref.put("tag", given.text("tag", "latest"));
    }
  }

  /// Whose identity it is can be seen from the registry; where not, it is Azure's, whose API this
  /// property comes from.
  private String provider() {
    if (!block.flag("useWorkloadIdentity", false)) {
      return "generic";
    }
    var url = REGISTRY.matcher(block.required("url"));
    String host = url.matches() ? url.group(1).toLowerCase(Locale.ROOT) : "";
    if (AMAZON.matcher(host).matches()) {
      return "aws";
    }
    return GOOGLE.matcher(host).matches() ? "gcp" : "azure";
  }

  private SecretData certificates(Inputs inputs) {
    String client = tls(inputs, "clientCertificate");
    String key = tls(inputs, "privateKey");
    if ((client == null) != (key == null)) {
      throw new InvalidConfigurationException(
          "'%s' must have both 'clientCertificate' and 'privateKey', or neither."
              .formatted(block.pathOf("tlsConfig")));
    }
    return new SecretData(SecretData.Purpose.TLS)
        .put("tls.crt", client)
        .put("tls.key", key)
        .put("ca.crt", tls(inputs, "caCertificate"));
  }

  private @Nullable String tls(Inputs inputs, String name) {
    return inputs.protectedSettings().get(block.pathOf("tlsConfig." + name));
  }

  private void verify(ObjectNode verify, SourceObjects.Secrets secrets) {
    Block given = block.block("verify");
    String provider = given.required("provider");
    Block files = given.block("verificationConfig");
    SecretData data = new SecretData(SecretData.Purpose.VERIFY);
    files.names().forEach(name -> data.putNamed(name, files.pathOf(name), files.bytes(name)));
    if (provider.equals("notation") && data.isEmpty()) {
      throw new InvalidConfigurationException(
          "'%s' is needed for notation: its trust policy and certificates."
              .formatted(files.path()));
    }
    verify.put("provider", provider);
    secrets.refer(verify, "secretRef", data);
    var identities = given.blocks("matchOidcIdentity");
    if (!identities.isEmpty()) {
      var written = verify.putArray("matchOIDCIdentity");
      identities.forEach(
          identity ->
              written
                  .addObject()
                  .put("issuer", identity.required("issuer"))
                  .put("subject", identity.required("subject")));
    }
  }
}
