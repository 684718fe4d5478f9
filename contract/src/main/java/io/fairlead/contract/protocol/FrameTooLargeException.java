package io.fairlead.contract.protocol;

/// A frame that must not be sent: it is over [ProtocolLimits#MAX_FRAME_BYTES].
public final class FrameTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FrameTooLargeException(String frame, int bytes) {
    super(
        "a frame has at most %d bytes, this %s has %d"
            .formatted(ProtocolLimits.MAX_FRAME_BYTES, frame, bytes));
  }
}
