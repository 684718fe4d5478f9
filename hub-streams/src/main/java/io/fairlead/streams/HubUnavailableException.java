package io.fairlead.streams;

/// Kafka does not answer or take something in time, refuses, or too much waits for it.
public final class HubUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HubUnavailableException(String message) {
    super(message);
  }
}
