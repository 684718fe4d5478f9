package io.fairlead.agent.object;

/// A configuration cannot be made real as it is. The message is for people: it names the property,
/// what is wrong and what is allowed.
public final class InvalidConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidConfigurationException(String message) {
    super(message);
  }
}
