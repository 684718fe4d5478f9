/// What the engine's tests are about.
@NullMarked
package io.fairlead.engine.sample;

import org.jspecify.annotations.NullMarked;
