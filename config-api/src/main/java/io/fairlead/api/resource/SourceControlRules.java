package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.Violation.Kind;

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
