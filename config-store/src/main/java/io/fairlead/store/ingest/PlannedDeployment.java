package io.fairlead.store.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.policy.Deployment;
import io.fairlead.contract.policy.Deployment.Action;
import io.fairlead.contract.policy.ManagedBy;
import io.fairlead.contract.policy.PolicyVerdict.Reason;
import io.fairlead.contract.secret.ProtectedSetting;
import io.fairlead.store.secret.Secret;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A deployment, and what comes of it if its basis is still the truth.
///
/// @param deployment as the engine decided
/// @param plan what to do
record PlannedDeployment(Deployment deployment, Plan plan) {
  private static final String V1 = "microsoft.kubernetesconfiguration/sourcecontrolconfigurations";

  /// What to do.
  sealed interface Plan {
    /// To write it.
    ///
    /// @param managedBy who manages it then; its generation is not known yet
    /// @param properties accepted, with defaults
    /// @param missing what the configuration will lack all the same; null when nothing
    /// @param secrets in the clear, to be sealed to the cluster's key
    record Write(
        ManagedBy managedBy,
        ObjectNode properties,
        @Nullable Failure missing,
        Map<ProtectedSetting, Secret> secrets)
        implements Plan {}

    /// To say that it cannot be written.
    ///
    /// @param digest of what the policy asked for
    record Refuse(String digest, Failure failure) implements Plan {}

    /// To take it away.
    record Withdraw() implements Plan {}
  }

  /// Why the store did not do what a policy asked for.
  ///
  /// @param message one sentence for people; never a secret
  record Failure(Reason reason, String message) {
    private static final int MAX_MESSAGE = 4096;

    Failure {
      message =
          message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
    }
  }

  /// Who is to manage what that writes.
  static ManagedBy manager(Deployment.Basis basis, Action.Write write) {
    return new ManagedBy(
        basis.assignment(),
        basis.assignmentUid(),
        basis.reference(),
        write.digest(),
        write.onUnassign(),
        0);
  }

  Deployment.Basis basis() {
    return deployment.basis();
  }

  String key() {
    return deployment.configuration().key();
  }

  String clusterKey() {
    return deployment.configuration().cluster().key();
  }

  String assignmentKey() {
    return basis().assignment().key();
  }

  String referenceKey() {
    return basis().reference().toLowerCase(Locale.ROOT);
  }

  /// Whether it is of Flux v1, whose configurations may be created anew while they are deleted.
  boolean isV1() {
    return deployment.configuration().type().toLowerCase(Locale.ROOT).equals(V1);
  }
}
