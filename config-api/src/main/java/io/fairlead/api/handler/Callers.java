package io.fairlead.api.handler;

import io.fairlead.store.Principal;

/// Who asks. One bearer token is one caller.
final class Callers {
  /// The holder of the bearer token.
  static final Principal CURRENT = new Principal("bearer-token", "Application");

  private Callers() {}
}
