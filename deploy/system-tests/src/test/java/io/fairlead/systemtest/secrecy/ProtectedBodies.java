package io.fairlead.systemtest.secrecy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.systemtest.user.Bodies;
import java.util.Base64;

/// Bodies of requests with one secret each, in every place where there may be one.
record ProtectedBodies(Canary secret) {
  /// A Git repository read with a password, which needs escapes in JSON.
  ObjectNode git() {
    ObjectNode body = Bodies.flux("./apps");
    body.withObject("/properties/gitRepository").put("httpsUser", "robot");
    return with(body, "httpsKey", base64("say \"" + secret.word() + "\"\\"));
  }

  /// Another password for it.
  ObjectNode change() {
    return with(JsonNodeFactory.instance.objectNode(), "httpsKey", base64("x" + secret.word()));
  }

  ObjectNode ssh() {
    ObjectNode body = Bodies.flux("./apps");
    body.withObject("/properties/gitRepository").put("url", "ssh://git@github.com/example/apps");
    String pem =
        "-----BEGIN OPENSSH PRIVATE KEY-----\n"
            + secret.word()
            + "\n-----END OPENSSH PRIVATE KEY-----\n";
    return with(body, "sshPrivateKey", base64(pem));
  }

  ObjectNode blob() {
    ObjectNode body = from("AzureBlob");
    body.withObject("/properties/azureBlob")
        .put("url", "https://account.blob.example.com")
        .put("containerName", "flux")
        .put("accountKey", secret.word());
    return body;
  }

  ObjectNode bucket() {
    ObjectNode body = from("Bucket");
    body.withObject("/properties/bucket")
        .put("url", "https://minio.example.com")
        .put("bucketName", "flux")
        .put("accessKey", "robot");
    return with(body, "bucketSecretKey", base64(secret.word()));
  }

  /// Of Flux v1.
  ObjectNode legacy() {
    ObjectNode body = with(Bodies.sourceControl("apps"), "httpsUser", base64("robot"));
    return with(body, "httpsKey", base64(secret.word()));
  }

  /// No base64, which is refused.
  ObjectNode unreadable() {
    return with(Bodies.flux("./apps"), "httpsKey", secret.word() + "!");
  }

  /// A setting that does not exist, which is refused.
  ObjectNode unknown() {
    return with(Bodies.flux("./apps"), "unheard-of", secret.word());
  }

  private static ObjectNode from(String sourceKind) {
    ObjectNode body = Bodies.flux("./apps");
    body.withObject("/properties").put("sourceKind", sourceKind).remove("gitRepository");
    return body;
  }

  private static ObjectNode with(ObjectNode body, String setting, String value) {
    body.withObject("/properties/configurationProtectedSettings").put(setting, value);
    return body;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
