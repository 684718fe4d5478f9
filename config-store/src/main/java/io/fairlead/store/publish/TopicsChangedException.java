package io.fairlead.store.publish;

/// Topics were deleted, made anew or cut short under the publisher.
final class TopicsChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TopicsChangedException() {
    super("topics were deleted, made anew or cut short; beginning again");
  }
}
