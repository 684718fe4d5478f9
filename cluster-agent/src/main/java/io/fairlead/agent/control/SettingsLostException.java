package io.fairlead.agent.control;

/// The cluster has no longer what it was given of protected settings. The message is for people.
final class SettingsLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsLostException(String message) {
    super(message);
  }
}
