package io.fairlead.agent.operator;

import static io.fairlead.contract.operator.HelmValue.ALLOW_NAMESPACE;
import static io.fairlead.contract.operator.HelmValue.CHARTS_SYNC_INTERVAL;
import static io.fairlead.contract.operator.HelmValue.CPU_LIMIT;
import static io.fairlead.contract.operator.HelmValue.CPU_REQUEST;
import static io.fairlead.contract.operator.HelmValue.GIT_DEFAULT_REF;
import static io.fairlead.contract.operator.HelmValue.GIT_POLL_INTERVAL;
import static io.fairlead.contract.operator.HelmValue.GIT_SECRET;
import static io.fairlead.contract.operator.HelmValue.GIT_TIMEOUT;
import static io.fairlead.contract.operator.HelmValue.HELM_VERSIONS;
import static io.fairlead.contract.operator.HelmValue.IMAGE_PULL_POLICY;
import static io.fairlead.contract.operator.HelmValue.IMAGE_REPOSITORY;
import static io.fairlead.contract.operator.HelmValue.IMAGE_TAG;
import static io.fairlead.contract.operator.HelmValue.LOG_FORMAT;
import static io.fairlead.contract.operator.HelmValue.LOG_RELEASE_DIFFS;
import static io.fairlead.contract.operator.HelmValue.MEMORY_LIMIT;
import static io.fairlead.contract.operator.HelmValue.MEMORY_REQUEST;
import static io.fairlead.contract.operator.HelmValue.STATUS_UPDATE_INTERVAL;
import static io.fairlead.contract.operator.HelmValue.TILLER_HOST;
import static io.fairlead.contract.operator.HelmValue.TILLER_NAMESPACE;
import static io.fairlead.contract.operator.HelmValue.TILLER_PORT;
import static io.fairlead.contract.operator.HelmValue.UPDATE_CHART_DEPENDENCIES;
import static io.fairlead.contract.operator.HelmValue.WORKERS;

import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.contract.operator.HelmValue;
import io.fairlead.contract.operator.HelmValues;
import io.fairlead.contract.operator.OperatorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The deployment of the Helm operator. It runs as root for the same reason as fluxd.
final class HelmOperator {
  private static final String NAME = "helm-operator";
  private static final int PORT = 3030;

  private final OperatorSpec spec;
  private final HelmSettings settings;
  private final HelmValues values;
  private final OperatorImages images;

  HelmOperator(OperatorSpec spec, HelmSettings settings, OperatorImages images) {
    this.spec = spec;
    this.settings = settings;
    this.values = settings.values();
    this.images = images;
  }

  DesiredObject object() {
    return new Workload(
            spec.ref(ManagedKind.Deployment, spec.helmOperatorName()),
            new PartLabels(spec.instance(), NAME),
            Map.of(),
            spec.helmOperatorName(),
            new Container(
                NAME,
                image(),
                values.find(IMAGE_PULL_POLICY).map(PullPolicy::valueOf).orElse(images.pullPolicy()),
                arguments(),
                List.of(),
                mounts(),
                "http",
                PORT,
                new Container.Probe.Http("/healthz"),
                resources(CPU_REQUEST, MEMORY_REQUEST),
                resources(CPU_LIMIT, MEMORY_LIMIT),
                new Container.Confinement(0, true)))
        .render();
  }

  private String image() {
    var tag = values.find(IMAGE_TAG).orElse(settings.tag());
    return values
        .find(IMAGE_REPOSITORY)
        .map(repository -> repository + ":" + tag)
        .orElseGet(() -> images.helmOperatorImage(tag));
  }

  private List<Argument> arguments() {
    var arguments = new ArrayList<Argument>();
    arguments.add(flag("enabled-helm-versions", HELM_VERSIONS));
    arguments.add(flag("log-format", LOG_FORMAT));
    arguments.add(flag("git-timeout", GIT_TIMEOUT));
    arguments.add(flag("git-poll-interval", GIT_POLL_INTERVAL));
    arguments.add(flag("git-default-ref", GIT_DEFAULT_REF));
    arguments.add(flag("charts-sync-interval", CHARTS_SYNC_INTERVAL));
    arguments.add(flag("status-update-interval", STATUS_UPDATE_INTERVAL));
    arguments.add(flag("update-chart-deps", UPDATE_CHART_DEPENDENCIES));
    arguments.add(flag("log-release-diffs", LOG_RELEASE_DIFFS));
    arguments.add(flag("workers", WORKERS));
    if (spec.scope() == OperatorScope.NAMESPACE) {
      arguments.add(Argument.flag("allow-namespace", spec.namespace()));
    } else if (values.find(ALLOW_NAMESPACE).isPresent()) {
      arguments.add(flag("allow-namespace", ALLOW_NAMESPACE));
    }
    if (values.find(TILLER_HOST).isPresent()) {
      arguments.add(flag("tiller-ip", TILLER_HOST));
      arguments.add(flag("tiller-port", TILLER_PORT));
    } else {
      arguments.add(flag("tiller-namespace", TILLER_NAMESPACE));
    }
    return arguments;
  }

  /// Charts may be in the repository itself, so without a secret of its own the operator has the
  /// repository's key.
  private List<Mount> mounts() {
    var mounts = new ArrayList<Mount>();
    var secret = values.find(GIT_SECRET);
    if (secret.isPresent() || spec.url().usesKey()) {
      mounts.add(
          new Mount.OfSecret(
              "git-key", "/etc/fluxd/ssh", secret.orElseGet(spec::gitSecretName), 0400));
    }
    if (spec.knownHosts() != null) {
      mounts.add(
          new Mount.OfSecret("known-hosts", "/root/.ssh", spec.knownHostsSecretName(), 0600));
    }
    return mounts;
  }

  private Container.Resources resources(HelmValue cpu, HelmValue memory) {
    return new Container.Resources(values.find(cpu).orElse(null), values.find(memory).orElse(null));
  }

  private Argument flag(String name, HelmValue value) {
    return Argument.flag(name, values.get(value));
  }
}
