package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.StringFormat;
import io.fairlead.api.schema.Violation.Kind;
import java.util.Map;

/// What must hold across the properties of a source control configuration.
final class SourceControlRules {
  private static final String SETTINGS = "configurationProtectedSettings";

  private SourceControlRules() {}

  /// Keys and known hosts need an SSH URL, a user and token an HTTP one.
  record Transport() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      SourceUrl.parse(value.path("repositoryUrl").asText())
          .ifPresent(
              url -> {
                var ssh = url.transport() == SourceUrl.Transport.SSH;
                if (!ssh) {
                  refuse(value, "sshKnownHostsContents", "an SSH URL", at, findings);
                  refuse(value, SETTINGS + ".sshPrivateKey", "an SSH URL", at, findings);
                }
                if (!url.isHttp()) {
                  refuse(value, SETTINGS + ".httpsUser", "an HTTP URL", at, findings);
                  refuse(value, SETTINGS + ".httpsKey", "an HTTP URL", at, findings);
                }
              });
    }

    private static void refuse(
        ObjectNode value, String name, String needed, JsonPath at, Findings findings) {
      if (Combinations.isGiven(value, name)) {
        var path = Combinations.path(at, name);
        findings.add(
            Kind.InvalidCombination,
            path,
            "'%s' needs %s in '%s'.".formatted(path, needed, at.child("repositoryUrl")));
      }
    }
  }

  /// A private key is PEM, a user and a token are text.
  record ProtectedContents() implements Rule {
    private static final Map<String, StringFormat> CONTENTS =
        Map.of(
            "sshPrivateKey", Encoded.PRIVATE_KEY_PEM,
            "httpsUser", Encoded.TEXT,
            "httpsKey", Encoded.TEXT);

    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      var settings = value.path(SETTINGS);
      CONTENTS.forEach(
          (name, format) -> {
            var setting = settings.path(name);
            var problem = setting.isTextual() ? format.check().problem(setting.textValue()) : null;
            // Not being base64 at all is reported by the schema.
            if (problem != null && !problem.equals("is not base64")) {
              var path = at.child(SETTINGS).child(name);
              findings.add(
                  Kind.InvalidValue,
                  path,
                  "The value of '%s' %s. Allowed is %s."
                      .formatted(path, problem, format.allowed()));
            }
          });
    }
  }

  /// Properties of the Helm operator need the Helm operator.
  record HelmOperator() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      if (value.has("helmOperatorProperties") && !value.has("enableHelmOperator")) {
        var path = at.child("helmOperatorProperties");
        findings.add(
            Kind.InvalidCombination,
            path,
            "'%s' needs '%s' to be true.".formatted(path, at.child("enableHelmOperator")));
      }
    }
  }
}
