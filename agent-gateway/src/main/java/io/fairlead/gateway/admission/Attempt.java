package io.fairlead.gateway.admission;

/// What became of an attempt to open a session: the closed set that attempts are counted by. All
/// but
/// [#Accepted] and [#UpgradeFailed] are codes that the agent is told.
public enum Attempt {
  Accepted(101),
  UpgradeFailed(400),
  NotAWebSocket(400),
  SubprotocolRequired(400),
  TokenMissing(401),
  TokenMalformed(401),
  AlgorithmRefused(401),
  WrongAudience(401),
  NotAuthentic(401),
  TokenExpired(401),
  TokenNotYetValid(401),
  TokenLivesTooLong(401),
  TokenReplayed(401),
  NotReady(503),
  TooManySessions(503),
  TooManyAttempts(503),
  Draining(503);

  private final int status;

  Attempt(int status) {
    this.status = status;
  }

  /// The HTTP status of the answer.
  public int status() {
    return status;
  }
}
