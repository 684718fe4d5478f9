@NullMarked
package io.fairlead.api.work;

import org.jspecify.annotations.NullMarked;
