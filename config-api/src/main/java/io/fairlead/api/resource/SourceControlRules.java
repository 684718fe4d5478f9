package io.fairlead.api.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.api.json.JsonPath;
import io.fairlead.api.schema.Findings;
import io.fairlead.api.schema.Rule;
import io.fairlead.api.schema.Violation.Kind;
import io.fairlead.contract.operator.HelmValues;
import io.fairlead.contract.operator.HelmVersion;
import io.fairlead.contract.operator.InvalidSettingException;
import io.fairlead.contract.operator.OperatorParams;
import io.fairlead.contract.operator.OperatorScope;
import java.util.function.Function;

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

  /// What no agent could make an operator of is refused here, in the agent's words: both read the
  /// settings with the same code.
  record Settings() implements Rule {
    @Override
    public void check(ObjectNode value, JsonPath at, Findings findings) {
      var scope = OperatorScope.find(value.path("operatorScope").asText());
      scope.ifPresent(
          of -> read(value, "operatorParams", at, findings, t -> OperatorParams.parse(t, of)));
      if (value.path("enableHelmOperator").asBoolean()) {
        read(value, "helmOperatorProperties.chartVersion", at, findings, HelmVersion::parse);
        var namespace = value.path("operatorNamespace").asText();
        scope.ifPresent(
            of ->
                read(
                    value,
                    "helmOperatorProperties.chartValues",
                    at,
                    findings,
                    text -> HelmValues.parse(text).within(of, namespace)));
      }
    }

    private static <T> void read(
        ObjectNode value, String name, JsonPath at, Findings findings, Function<String, T> reader) {
      var text = Combinations.find(value, name).textValue();
      if (text == null) {
        return;
      }
      try {
        var _ = reader.apply(text);
      } catch (InvalidSettingException e) {
        var path = Combinations.path(at, name);
        findings.add(Kind.InvalidValue, path, e.about(path.text()));
      }
    }
  }
}
