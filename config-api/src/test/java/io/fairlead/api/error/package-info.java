/// Tests of ARM's error shape.
@NullMarked
package io.fairlead.api.error;

import org.jspecify.annotations.NullMarked;
