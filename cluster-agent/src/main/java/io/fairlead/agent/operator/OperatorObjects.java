package io.fairlead.agent.operator;

import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.Inputs;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.contract.operator.HelmValue;
import java.util.ArrayList;
import java.util.List;

/// Makes the objects of Flux v1 configurations. Immutable.
///
/// The namespace and the definition of Helm releases are not among them: neither is deleted with a
/// configuration.
public final class OperatorObjects {
  /// The resource, next to this class, with the definition of the custom resource that Helm
  /// operators work on: one YAML document.
  public static final String HELM_RELEASE_DEFINITION = "helmreleases.helm.fluxcd.io.yaml";

  private final OperatorImages images;

  public OperatorObjects(OperatorImages images) {
    this.images = images;
  }

  /// A configuration's objects, in the order in which to apply them. All names derive from
  /// `operatorInstanceName`, and those outside namespaces from the record.
  ///
  /// @throws InvalidConfigurationException when the configuration cannot be made real; the message
  ///     names the property, what is wrong and what is allowed
  /// @throws IllegalArgumentException when [OperatorObjects#needsKey] and there is none
  public List<DesiredObject> of(Configuration configuration, Inputs inputs) {
    var spec = OperatorSpec.of(configuration);
    var access = GitAccess.of(spec.url(), inputs);
    if (spec.knownHosts() != null && spec.url().transport() != GitUrl.Transport.SSH) {
      throw new InvalidConfigurationException(
          "'properties.sshKnownHostsContents' needs an SSH URL in 'properties.repositoryUrl'.");
    }
    var rbac = new Rbac(spec);
    var objects = new ArrayList<>(rbac.forFluxd());
    objects.addAll(new GitSecrets(spec, access).objects());
    objects.addAll(new Memcached(spec, images).objects());
    objects.add(new FluxDeployment(spec, access, configuration.version().uid(), images).object());
    if (spec.helm() != null) {
      objects.addAll(rbac.forHelmOperator());
      objects.add(new HelmOperator(spec, spec.helm(), images).object());
    }
    return List.copyOf(objects);
  }

  /// Whether a pair of keys has to be made in the cluster: for SSH without the user's own key.
  ///
  /// @throws InvalidConfigurationException when the URL is malformed
  public boolean needsKey(Configuration configuration, Inputs inputs) {
    return OperatorSpec.url(configuration).transport() == GitUrl.Transport.SSH
        && !inputs.protectedSettings().containsKey("sshPrivateKey");
  }

  /// Whether [OperatorObjects#HELM_RELEASE_DEFINITION] has to be in the cluster: with a Helm
  /// operator, unless the values say `createCRD=false`.
  ///
  /// @throws InvalidConfigurationException when the configuration cannot be made real
  public boolean needsHelmReleaseDefinition(Configuration configuration) {
    var helm = OperatorSpec.of(configuration).helm();
    return helm != null && helm.values().isOn(HelmValue.CREATE_DEFINITION);
  }

  /// The secret on which fluxd notes what it has applied, unless it is to write a tag into the
  /// repository (`--sync-state=git`).
  ///
  /// @throws InvalidConfigurationException when the operator's name or namespace is malformed
  public ObjectRef syncedOn(Configuration configuration) {
    return OperatorSpec.gitSecret(configuration);
  }
}
