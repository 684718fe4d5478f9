package io.fairlead.agent.flux;

import io.fairlead.agent.object.Configuration;
import io.fairlead.agent.object.InvalidConfigurationException;
import io.fairlead.agent.object.ManagedKind;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.contract.flux.ClusterNames;

/// How a configuration's objects are called. Those that others may read about (source and
/// Kustomizations) have the names they have in Azure.
///
/// @param namespace of all objects but a ClusterRoleBinding
/// @param name the configuration's
/// @param record unique in the cluster
record Names(String namespace, String name, String record) {
  /// @throws InvalidConfigurationException when no object of a cluster can be called like this
  static Names of(Configuration configuration, Block properties) {
    if (!ClusterNames.FORM.matcher(configuration.name()).matches()) {
      throw new InvalidConfigurationException(
          ("The configuration's name '%s' cannot be the name of objects in a cluster: between dots,"
                  + " only letters, digits and '-' are allowed there, with a letter or digit at"
                  + " both ends.")
              .formatted(configuration.name()));
    }
    return new Names(
        properties.text("namespace", "default"), configuration.name(), configuration.record());
  }

  ObjectRef serviceAccount() {
    return here(ManagedKind.ServiceAccount, "fairlead-" + name);
  }

  ObjectRef roleBinding() {
    return here(ManagedKind.RoleBinding, "fairlead-" + name);
  }

  ObjectRef clusterRoleBinding() {
    return new ObjectRef(ManagedKind.ClusterRoleBinding, null, "fairlead-" + record);
  }

  ObjectRef secret(SecretData.Purpose purpose) {
    return here(ManagedKind.Secret, name + purpose.suffix());
  }

  ObjectRef source(ManagedKind kind) {
    return here(kind, name);
  }

  /// @throws InvalidConfigurationException when the name would be too long for a label, which Flux
  ///     makes of it
  ObjectRef kustomization(String key) {
    String full = name + "-" + key;
    if (full.length() > ClusterNames.LONGEST_PAIR + 1) {
      throw new InvalidConfigurationException(
          ("'kustomizations.%s': the names of the configuration and of the kustomization have %d"
                  + " characters together; at most %d are allowed.")
              .formatted(key, full.length() - 1, ClusterNames.LONGEST_PAIR));
    }
    return here(ManagedKind.Kustomization, full);
  }

  private ObjectRef here(ManagedKind kind, String called) {
    return new ObjectRef(kind, namespace, called);
  }
}
