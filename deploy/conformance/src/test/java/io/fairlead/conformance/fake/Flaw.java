package io.fairlead.conformance.fake;

/// What a hub does wrong, and the check that must notice.
public enum Flaw {
  ACCEPTS_EXPIRED_TOKENS("3.1-exp-past"),
  ACCEPTS_TOKENS_TWICE("3.1-token-replayed"),
  ACCEPTS_ANY_SIGNATURE("3.1-wrong-key"),
  ACCEPTS_OTHER_AUDIENCES("3.1-aud-wrong"),
  TELLS_STRANGERS("3.1-unknown-cluster"),
  TELLS_NO_TIME("3.1-clock-correction"),
  NEEDS_NO_SUBPROTOCOL("3.2-subprotocol-missing"),
  TAKES_UNKNOWN_TYPES("4-unknown-type"),
  TAKES_BINARY("4-binary"),
  TAKES_LARGE_FRAMES("4-too-large"),
  TAKES_REPORTS_IN_ANY_ORDER("4.1-number-gap"),
  TAKES_A_NONCE_TWICE("4.1-acknowledge-twice"),
  CONFIRMS_NO_REPORT("4.1-statuses"),
  COUNTS_NONCES_FROM_0("4.2-created"),
  SENDS_FIVE_UNACKNOWLEDGED("4.2-window"),
  SENDS_EVERY_EDIT("4.2-coalesced-behind-window"),
  SENDS_WHAT_IS_HELD("4.2-exactly-the-differences"),
  FORGETS_REMOVALS("4.2-removed"),
  ENDS_OPENINGS_EARLY("4.2-synchronized-digest"),
  TRUSTS_THE_COUNT("5-empty"),
  TAKES_HELLO_TWICE("6-live-hello"),
  KEEPS_THE_OLDER_SESSION("7-replaced"),
  CLOSES_WITHOUT_A_CAUSE("7-key-replaced"),
  FORGETS_WHAT_WAS_CUT("11-cut-before-acknowledge");

  private final String check;

  Flaw(String check) {
    this.check = check;
  }

  /// The id of the check that must fail.
  public String check() {
    return check;
  }
}
