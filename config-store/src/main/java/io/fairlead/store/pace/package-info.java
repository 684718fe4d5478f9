/// How what comes in a flood is made to come in fewer, larger parts: [io.fairlead.store.pace.Pace].
@NullMarked
package io.fairlead.store.pace;

import org.jspecify.annotations.NullMarked;
