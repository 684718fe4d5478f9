@NullMarked
package io.fairlead.api.rate;

import org.jspecify.annotations.NullMarked;
