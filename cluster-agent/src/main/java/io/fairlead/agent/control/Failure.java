package io.fairlead.agent.control;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.cluster.Faults;
import io.fairlead.agent.cluster.ObjectFaultException;

/// Why a look at a configuration could not be taken to its end.
///
/// @param about the object that it is about, with a colon; empty where it is about none
/// @param code what the API answered; 0 or less when it did not
/// @param reason in the API's words, which may be others each time
record Failure(String about, int code, String reason) {
  static Failure of(KubernetesClientException fault) {
    return new Failure("", fault.getCode(), Faults.reason(fault));
  }

  static Failure of(ObjectFaultException fault) {
    return new Failure(fault.ref() + ": ", fault.fault().getCode(), Faults.reason(fault.fault()));
  }

  /// Whether it is the same once more, whatever its words.
  boolean isLike(Failure other) {
    return about.equals(other.about) && code == other.code;
  }

  /// One sentence for people.
  String message() {
    return about
        + (code <= 0
            ? "the cluster's API does not answer: " + reason
            : "the cluster's API answers %d: %s".formatted(code, reason));
  }
}
