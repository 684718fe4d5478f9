/// SSH keys: pairs made in the cluster, and the public halves of keys that users bring.
///
/// Read [io.fairlead.agent.ssh.Ed25519Keys] and [io.fairlead.agent.ssh.PublicKeys]. Below them are
/// the formats that keys come in, [io.fairlead.agent.ssh.OpenSshPrivateKey] and
/// [io.fairlead.agent.ssh.DerPrivateKey], inside of [io.fairlead.agent.ssh.Pem]. Nothing here is
/// ever logged, and no message quotes a key.
@NullMarked
package io.fairlead.agent.ssh;

import org.jspecify.annotations.NullMarked;
