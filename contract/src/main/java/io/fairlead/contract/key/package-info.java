/// The public half of a cluster's key, as `agentPublicKeyCertificate` carries it. Read
/// [ParsedPublicKey] first.
@NullMarked
package io.fairlead.contract.key;

import org.jspecify.annotations.NullMarked;
