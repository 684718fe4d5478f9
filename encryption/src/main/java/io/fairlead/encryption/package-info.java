/// Seals what is kept on disks, so that who has the disks alone can read nothing of it.
///
/// Read it in this order: a [io.fairlead.encryption.Keyring] seals and opens values;
/// a [io.fairlead.encryption.SealContext] is what a value belongs to. Its keys are a
/// [io.fairlead.encryption.Keyset], which a [io.fairlead.encryption.KeysetFile] keeps,
/// [io.fairlead.encryption.Rotation] exchanges, and [io.fairlead.encryption.KeyringWatch] reads
/// again while the process runs.
@NullMarked
package io.fairlead.encryption;

import org.jspecify.annotations.NullMarked;
