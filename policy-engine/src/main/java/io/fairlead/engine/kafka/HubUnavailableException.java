package io.fairlead.engine.kafka;

/// Kafka does not answer, or refuses.
public final class HubUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HubUnavailableException(String message) {
    super(message);
  }
}
