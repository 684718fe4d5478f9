/// The command behind `./fairlead keys`: [io.fairlead.local.keys.KeysMain] reads and changes the
/// keyset that seals what is kept, and asks a hub that runs how many values each key sealed.
@NullMarked
package io.fairlead.local.keys;

import org.jspecify.annotations.NullMarked;
