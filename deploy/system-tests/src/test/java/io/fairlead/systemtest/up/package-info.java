/// `./fairlead up` as a newcomer runs it, with the real services.
@NullMarked
package io.fairlead.systemtest.up;

import org.jspecify.annotations.NullMarked;
