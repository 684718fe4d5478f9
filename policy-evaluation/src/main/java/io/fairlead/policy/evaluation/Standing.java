package io.fairlead.policy.evaluation;

import io.fairlead.contract.policy.PolicyVerdict.Reason;

/// How a configuration that is as a policy wants it fares in its cluster. Compliant only when the
/// cluster has stored the current generation and says of that very one that Flux agrees.
final class Standing {
  private Standing() {}

  static Finding of(KnownConfiguration configuration) {
    Heard heard = configuration.heard();
    if (configuration.isRefused()) {
      return new Finding(Reason.Refused, heard.refusal(), heard.at());
    }
    if (!configuration.isStored()) {
      return Finding.of(Reason.NotConfirmed);
    }
    if (!configuration.isObserved()) {
      return new Finding(
          heard.observed() == 0 ? Reason.NoStatus : Reason.Reconciling, null, heard.at());
    }
    return new Finding(
        switch (heard.compliance()) {
          case Compliant -> Reason.Confirmed;
          case NonCompliant -> Reason.NotReconciled;
          case Pending -> Reason.Reconciling;
          case Suspended -> Reason.Suspended;
          case Unknown -> Reason.NoStatus;
        },
        heard.message(),
        heard.at());
  }
}
