package io.fairlead.gateway.kafka;

/// Kafka did not take something in time, or too much waits for it.
public final class HubUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HubUnavailableException(String message) {
    super(message);
  }
}
