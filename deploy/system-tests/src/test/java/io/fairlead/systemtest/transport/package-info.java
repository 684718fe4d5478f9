/// A hub whose parts speak TLS to each other and to everybody else:
/// [io.fairlead.systemtest.transport.TlsHub] runs it, with certificates made for the moment.
@NullMarked
package io.fairlead.systemtest.transport;

import org.jspecify.annotations.NullMarked;
