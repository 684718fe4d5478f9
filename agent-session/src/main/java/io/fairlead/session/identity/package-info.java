/// Who the agent is: [io.fairlead.session.identity.AgentIdentity] has the cluster's id and key,
/// [io.fairlead.session.identity.AgentTokens] signs a token for each connection, by
/// [io.fairlead.session.identity.HubClock].
@NullMarked
package io.fairlead.session.identity;

import org.jspecify.annotations.NullMarked;
