@NullMarked
package io.fairlead.gateway.sealed;

import org.jspecify.annotations.NullMarked;
