package io.fairlead.session.core;

/// What an operator's confirmation of held-back removals did.
public sealed interface RemovalsConfirmation {
  /// They were carried out, and the epoch is adopted.
  record CarriedOut(int removals) implements RemovalsConfirmation {}

  /// Nothing is held back for an operator.
  record NothingHeld() implements RemovalsConfirmation {}

  /// Removals of another epoch are held back: look again at what they are.
  record OtherEpoch(long held) implements RemovalsConfirmation {}
}
