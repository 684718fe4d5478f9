package io.fairlead.session.core;

import io.fairlead.contract.protocol.CloseReason;
import java.time.Duration;
import java.util.Optional;

/// How an attempt to have a session ended.
public sealed interface Ending {
  /// A gateway, or this agent, closed it and said why.
  record Closed(CloseReason reason) implements Ending {}

  /// A gateway refused the connection with an HTTP answer.
  ///
  /// @param status the HTTP status
  /// @param retryAfter how long the gateway wants the agent to stay away at least
  /// @param clockCorrected whether the answer taught the agent another time than it had
  record Refused(int status, Optional<Duration> retryAfter, boolean clockCorrected)
      implements Ending {}

  /// Nobody answered, or the connection broke.
  record Failed() implements Ending {}
}
