package io.fairlead.contract.operator;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The values of the Helm operator's chart that have a meaning here, with the chart's defaults. An
/// empty default stands for none.
public enum HelmValue {
  ALLOW_NAMESPACE("allowNamespace", "", Form.NAME),
  CHARTS_SYNC_INTERVAL("chartsSyncInterval", "3m", Form.DURATION),
  CREATE_DEFINITION("createCRD", "true", Form.BOOLEAN),
  GIT_DEFAULT_REF("git.defaultRef", "master", Form.WORD),
  GIT_POLL_INTERVAL("git.pollInterval", "5m", Form.DURATION),
  GIT_SECRET("git.ssh.secretName", "", Form.NAME),
  GIT_TIMEOUT("git.timeout", "20s", Form.DURATION),
  HELM_VERSIONS("helm.versions", "v2,v3", Form.HELM_VERSIONS),
  IMAGE_PULL_POLICY("image.pullPolicy", "", Form.PULL_POLICY),
  IMAGE_REPOSITORY("image.repository", "", Form.WORD),
  IMAGE_TAG("image.tag", "", Form.TAG),
  LOG_FORMAT("logFormat", "fmt", Form.LOG_FORMAT),
  LOG_RELEASE_DIFFS("logReleaseDiffs", "false", Form.BOOLEAN),
  CPU_LIMIT("resources.limits.cpu", "", Form.QUANTITY),
  MEMORY_LIMIT("resources.limits.memory", "", Form.QUANTITY),
  CPU_REQUEST("resources.requests.cpu", "50m", Form.QUANTITY),
  MEMORY_REQUEST("resources.requests.memory", "64Mi", Form.QUANTITY),
  STATUS_UPDATE_INTERVAL("statusUpdateInterval", "30s", Form.DURATION),
  TILLER_HOST("tillerHost", "", Form.NAME),
  TILLER_NAMESPACE("tillerNamespace", "kube-system", Form.NAME),
  TILLER_PORT("tillerPort", "44134", Form.COUNT),
  UPDATE_CHART_DEPENDENCIES("updateChartDeps", "true", Form.BOOLEAN),
  WORKERS("workers", "4", Form.COUNT);

  /// How a value has to look.
  private enum Form {
    BOOLEAN("true|false", "true and false"),
    COUNT("[1-9][0-9]{0,4}", "whole numbers from 1 to 99999"),
    DURATION("([0-9]+(\\.[0-9]+)?(ms|s|m|h))+", "durations such as 90s, 5m or 1h30m"),
    HELM_VERSIONS("v2|v3|v2,v3|v3,v2", "v2, v3 and both with an escaped comma (v2\\,v3)"),
    LOG_FORMAT("fmt|json", "fmt and json"),
    NAME(
        "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?",
        "names of lower-case letters, digits, '-' and '.', with a letter or digit at both ends"),
    PULL_POLICY("Always|IfNotPresent|Never", "Always, IfNotPresent and Never"),
    QUANTITY("[0-9]+(\\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi)?", "quantities such as 100m, 0.5 or 128Mi"),
    TAG("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}", "tags of letters, digits, '_', '.' and '-'"),
    WORD("[^\\s-]\\S{0,254}", "words of at most 255 characters that do not begin with '-'");

    private final Pattern pattern;
    private final String allowed;

    Form(String pattern, String allowed) {
      this.pattern = Pattern.compile(pattern);
      this.allowed = allowed;
    }
  }

  private final String path;
  private final String fallback;
  private final Form form;

  HelmValue(String path, String fallback, Form form) {
    this.path = path;
    this.fallback = fallback;
    this.form = form;
  }

  /// The name in the chart.
  String path() {
    return path;
  }

  /// The chart's default; empty for none.
  String fallback() {
    return fallback;
  }

  boolean accepts(String value) {
    return form.pattern.matcher(value).matches();
  }

  /// What is allowed, for people.
  String allowed() {
    return form.allowed;
  }

  static Optional<HelmValue> of(String path) {
    return Arrays.stream(values()).filter(value -> value.path.equals(path)).findFirst();
  }

  /// All names, for people.
  static String paths() {
    return Arrays.stream(values()).map(HelmValue::path).sorted().collect(Collectors.joining(", "));
  }
}
