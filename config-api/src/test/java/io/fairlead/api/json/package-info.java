/// Tests of the reader of bodies and of merge patch.
@NullMarked
package io.fairlead.api.json;

import org.jspecify.annotations.NullMarked;
