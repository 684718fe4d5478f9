/// Tests of what the operations do.
@NullMarked
package io.fairlead.api.handler;

import org.jspecify.annotations.NullMarked;
