package io.fairlead.store.ingest;

/// Something that cannot be made a parameter of a statement: the record is at fault, not the
/// database.
final class UnwritableFactException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnwritableFactException(RuntimeException cause) {
    super("cannot be written: " + cause.getClass().getSimpleName(), cause);
  }
}
