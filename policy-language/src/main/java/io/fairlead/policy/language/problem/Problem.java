package io.fairlead.policy.language.problem;

/// Something wrong with a definition, or with parameters given to it.
///
/// @param path where, as a path into the JSON such as `policyRule.if.allOf[1].equals`; empty
/// for the whole
/// @param message what was expected and what was found, one sentence without a full stop
public record Problem(String path, String message) {
  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
