package io.fairlead.gateway.admission;

/// A token that opens nothing. The message is for the agent and quotes nothing of the token.
public final class TokenRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Attempt attempt;

  TokenRefusedException(Attempt attempt, String message) {
    super(message);
    this.attempt = attempt;
  }

  /// How the attempt is counted.
  public Attempt attempt() {
    return attempt;
  }
}
