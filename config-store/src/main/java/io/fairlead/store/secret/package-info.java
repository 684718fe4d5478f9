/// Secrets that policies name: where they are found, and how they get to clusters. Start with
/// [io.fairlead.store.secret.SecretProvider]; the first one is
/// [io.fairlead.store.secret.SecretFolder]. What is found goes to a
/// [io.fairlead.store.secret.SecretHandover] and is kept nowhere.
@NullMarked
package io.fairlead.store.secret;

import org.jspecify.annotations.NullMarked;
