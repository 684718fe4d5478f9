/// What a service listens on. [io.fairlead.listener.StartCheck] judges the settings before the
/// framework starts, with [io.fairlead.listener.TlsFiles] for the certificates and
/// [io.fairlead.listener.Exposure] for who can reach it. [io.fairlead.listener.ListenerLog] says in
/// the log what came of it, and [io.fairlead.listener.CertificateWatch] which certificates could
/// not be renewed. The framework does the listening itself.
@NullMarked
package io.fairlead.listener;

import org.jspecify.annotations.NullMarked;
