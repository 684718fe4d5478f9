package io.fairlead.store.publish;

/// Topics were deleted or made anew under the publisher.
final class TopicsChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TopicsChangedException() {
    super("topics were deleted or made anew; beginning again");
  }
}
