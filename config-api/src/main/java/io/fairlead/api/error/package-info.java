/// ARM's error shape: start with [ArmErrorCode], then [ArmError].
@NullMarked
package io.fairlead.api.error;

import org.jspecify.annotations.NullMarked;
