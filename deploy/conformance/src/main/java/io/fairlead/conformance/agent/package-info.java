/// The agent's side of the protocol as a check needs it: keys, tokens, digests, frames, sessions.
@NullMarked
package io.fairlead.conformance.agent;

import org.jspecify.annotations.NullMarked;
