package io.fairlead.engine.decision;

/// How far a round through keys got, in the order of their bytes. A round that begins anew goes
/// on from where it is and ends when it comes by there again: it makes progress however often that
/// happens, and each key is met after the last beginning. Used by one thread.
public final class SweepCursor {
  private String position = "";
  private String goal = "";
  private boolean wrapped;
  private boolean underWay;

  /// Begins a round, or begins it anew.
  public void begin() {
    goal = position;
    wrapped = false;
    underWay = true;
  }

  /// Whether a round is under way.
  public boolean isUnderWay() {
    return underWay;
  }

  /// The key met last; what comes after it is next. Empty for the beginning.
  public String position() {
    return position;
  }

  /// Whether a key still belongs to the round. When it does not, the round is over.
  public boolean takes(String key) {
    if (wrapped && KeyOrder.BYTES.compare(key, goal) > 0) {
      finish();
    }
    return underWay;
  }

  /// The key was met, or there is none up to it that belongs to the round.
  public void passed(String key) {
    position = key;
  }

  /// There is no key after the position: goes on at the beginning, or the round is over.
  public void atEnd() {
    position = "";
    if (wrapped || goal.isEmpty()) {
      finish();
    } else {
      wrapped = true;
    }
  }

  private void finish() {
    position = "";
    underWay = false;
  }
}
