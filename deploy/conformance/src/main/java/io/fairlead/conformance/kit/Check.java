package io.fairlead.conformance.kit;

import java.time.Duration;

/// One rule of the protocol and how it is judged.
///
/// @param id the rule's section, a hyphen and a name
/// @param rule one sentence
/// @param limit after which it has failed
/// @param turn when it runs
/// @param judge returns when the rule is kept
public record Check(String id, String rule, Duration limit, Turn turn, Judge judge) {
  private static final Duration USUAL = Duration.ofSeconds(40);
  private static final Duration LONG = Duration.ofSeconds(85);

  /// When a check runs.
  public enum Turn {
    /// From the beginning and beside all others, because most of it is waiting.
    FIRST,
    /// A few at a time.
    AMONG_OTHERS,
    /// Once all others are done, because it judges what they met.
    LAST
  }

  /// Judges one rule.
  @FunctionalInterface
  public interface Judge {
    /// Returns when the rule is kept, and throws what tells how it is not.
    void judge(Bench bench) throws Exception;
  }

  /// An ordinary check.
  public static Check of(String id, String rule, Judge judge) {
    return new Check(id, rule, USUAL, Turn.AMONG_OTHERS, judge);
  }

  /// A check that mostly waits, for up to a minute.
  public static Check waiting(String id, String rule, Judge judge) {
    return new Check(id, rule, LONG, Turn.FIRST, judge);
  }

  /// A check of what the others met.
  public static Check last(String id, String rule, Judge judge) {
    return new Check(id, rule, USUAL, Turn.LAST, judge);
  }

  /// A rule that nobody can judge from outside.
  public static Check notJudged(String id, String rule, String reason) {
    return of(
        id,
        rule,
        _ -> {
          throw new NotJudgedException(reason);
        });
  }

  /// The section of the rule, such as `3.1`.
  public String section() {
    return id.substring(0, id.indexOf('-'));
  }

  /// Whether it is meant by a section, a name, or an id.
  public boolean isMeantBy(String wanted) {
    return id.equals(wanted)
        || id.substring(id.indexOf('-') + 1).equals(wanted)
        || section().equals(wanted)
        || section().startsWith(wanted + ".");
  }
}
