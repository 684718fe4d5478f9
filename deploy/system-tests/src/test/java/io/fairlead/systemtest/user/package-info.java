/// The user of the API. [io.fairlead.systemtest.user.ConfigUser] sends ARM requests and knows
/// nothing of
/// the hub's insides; [io.fairlead.systemtest.user.Bodies] writes what it sends;
/// [io.fairlead.systemtest.user.Answer] is what came back.
@NullMarked
package io.fairlead.systemtest.user;

import org.jspecify.annotations.NullMarked;
