package io.fairlead.agent.status;

import io.fairlead.agent.object.ObservedObject;

/// How one object fares. The rules are those of kstatus: what a controller said of an older
/// generation than the present one does not count.
public sealed interface ObjectHealth {
  /// One word of a controller, or of these rules; may be empty.
  String reason();

  /// For people, as a controller worded it, without the object's name; may be empty.
  String message();

  /// As it has to be.
  record Current(String reason, String message) implements ObjectHealth {}

  /// Being worked on.
  ///
  /// @param waiting whether only another object keeps this one from going on, so that the other one
  ///     is the one to look at
  record InProgress(String reason, String message, boolean waiting) implements ObjectHealth {}

  /// Its controller cannot make it so. It may well be trying again.
  record Failed(String reason, String message) implements ObjectHealth {}

  /// Not worked on, because it says so.
  record Suspended(String reason, String message) implements ObjectHealth {}

  /// Deleted, but for its finalizers.
  record Terminating(String reason, String message) implements ObjectHealth {}

  /// No controller has looked at it.
  record Unknown(String reason, String message) implements ObjectHealth {}

  /// Not in the cluster.
  record Missing(String reason, String message) implements ObjectHealth {}

  /// How an object fares that is in the cluster; so never [Missing].
  static ObjectHealth of(ObservedObject object) {
    if (object.isDeleting()) {
      return new Terminating("Terminating", "");
    }
    return switch (object.ref().kind()) {
      case ServiceAccount, Secret, Service, Role, RoleBinding, ClusterRole, ClusterRoleBinding ->
          new Current("", "");
      case Deployment -> DeploymentHealth.of(object.body());
      case GitRepository, Bucket, OCIRepository, Kustomization -> FluxHealth.of(object.body());
    };
  }
}
