package io.fairlead.agent.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.flux.AdditionRules;
import java.util.regex.Pattern;

/// A bucket of a store that speaks S3.
record BucketSource(Block block) implements Source {
  private static final String LOCAL_AUTH = "localAuthRef";
  private static final String SECRET_KEY = "bucketSecretKey";
  private static final Pattern URL = Pattern.compile("(?<scheme>https?)://(?<host>[^/?#@]+)/?");

  @Override
  public SourceObjects objects(Names names, Inputs inputs, boolean suspend) {
    boolean insecure = block.flag("insecure", false);
    ObjectNode spec =
        Spec.source(block, suspend)
            .put("provider", "generic")
            .put("endpoint", endpoint(insecure))
            .put("bucketName", block.required("bucketName"))
            .put("insecure", insecure);
    var secrets = new SourceObjects.Secrets(names);
    String local = block.text(LOCAL_AUTH);
    if (local == null) {
      secrets.refer(spec, "secretRef", credentials(inputs));
    } else {
      Spec.refer(spec, "secretRef", local);
    }
    Additions.add(spec, block, AdditionRules.OF_BUCKET);
    return new SourceObjects(
        secrets.made(), new DesiredObject(names.source(ManagedKind.Bucket), Spec.body(spec)));
  }

  /// Flux wants host and port here and takes the scheme from `insecure`.
  private String endpoint(boolean insecure) {
    var url = URL.matcher(block.required("url"));
    if (!url.matches()) {
      throw new InvalidConfigurationException(
          "'%s' must be http:// or https:// and a host, without a path; the bucket goes into '%s'."
              .formatted(block.pathOf("url"), block.pathOf("bucketName")));
    }
    if (url.group("scheme").equals("http") && !insecure) {
      throw new InvalidConfigurationException(
          "'%s' begins with http://, which needs '%s' to be true."
              .formatted(block.pathOf("url"), block.pathOf("insecure")));
    }
    return url.group("host");
  }

  private SecretData credentials(Inputs inputs) {
    SecretData data = new SecretData(SecretData.Purpose.AUTH);
    String access = block.text("accessKey");
    String secret = inputs.protectedSettings().get(SECRET_KEY);
    if ((access == null) != (secret == null)) {
      throw new InvalidConfigurationException(
          "'%s' and the protected setting '%s' need each other; only the %s is there."
              .formatted(
                  block.pathOf("accessKey"), SECRET_KEY, access == null ? "latter" : "former"));
    }
    return data.put("accesskey", access).put("secretkey", secret);
  }
}
