package io.fairlead.session.net;

import java.net.URI;

/// A gateway's address leaves this machine without TLS, and nobody allowed that: tokens and desired
/// state could be read and changed on their way.
public final class InsecureTransportException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InsecureTransportException(URI root) {
    super(
        "the gateway's address "
            + root
            + " has no TLS, which only loopback may do without: use wss");
  }
}
