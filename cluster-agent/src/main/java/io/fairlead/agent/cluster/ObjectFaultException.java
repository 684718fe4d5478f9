package io.fairlead.agent.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.agent.object.ObjectRef;

/// What the cluster could not do with one object now (it is away, overloaded, or somebody else
/// wrote at the same moment): try again later.
public final class ObjectFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ObjectRef ref;
  private final KubernetesClientException fault;

  ObjectFaultException(ObjectRef ref, KubernetesClientException fault) {
    super(ref + ": " + Faults.reason(fault), fault);
    this.ref = ref;
    this.fault = fault;
  }

  /// The object that it is about.
  public ObjectRef ref() {
    return ref;
  }

  /// What the API answered, or that it did not.
  public KubernetesClientException fault() {
    return fault;
  }
}
