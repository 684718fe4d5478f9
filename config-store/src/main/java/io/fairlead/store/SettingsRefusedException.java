package io.fairlead.store;

/// Protected settings cannot be kept. Nothing was written.
public final class SettingsRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String property;

  /// @param property the path of the property that is in the way
  /// @param message one sentence for people; never anything of a value
  public SettingsRefusedException(String property, String message) {
    super(message);
    this.property = property;
  }

  /// The path of the property that is in the way.
  public String property() {
    return property;
  }
}
