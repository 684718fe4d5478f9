/// The gateway as an operator meets it.
@NullMarked
package io.fairlead.gateway.app;

import org.jspecify.annotations.NullMarked;
