package io.fairlead.policy.language.problem;

/// An evaluation has no answer: a function got what it cannot work with, a limit was reached,
/// or something asked for is not there. Carries no stack trace: it speaks of the definition,
/// not of this program.
public final class EvaluationException extends RuntimeException {
  private final String path;
  private final String what;

  public EvaluationException(String what) {
    this("", what);
  }

  public EvaluationException(String path, String what) {
    super(new Problem(path, what).toString(), null, false, false);
    this.path = path;
    this.what = what;
  }

  /// This, with the place where it happened, unless that is known already.
  public EvaluationException at(String place) {
    return path.isEmpty() ? new EvaluationException(place, what) : this;
  }

  /// Where in the definition; empty while unknown.
  public String path() {
    return path;
  }

  /// What was expected and what was found.
  public String what() {
    return what;
  }

  public Problem problem() {
    return new Problem(path, what);
  }
}
