/// Why a configuration is where it is.
@NullMarked
package io.fairlead.api.status;

import org.jspecify.annotations.NullMarked;
