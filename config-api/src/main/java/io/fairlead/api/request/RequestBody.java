package io.fairlead.api.request;

/// The bytes of a body, as they came.
public final class RequestBody {
  public static final RequestBody NONE = new RequestBody(new byte[0]);

  private final byte[] bytes;

  /// @param bytes not copied: the caller gives them away
  public RequestBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The bytes; not to be changed.
  public byte[] bytes() {
    return bytes;
  }
}
